/**
 * Draws what a program printed on a terminal as an SVG that is read in light and in dark, without any font or file of
 * its own: the reader's monospace font, each line stretched to its columns.
 */

const columnPx = 8.4;
const linePx = 20;
const marginPx = 20;

/** The styles that a terminal's codes turn on, and the codes that end them. */
const styles: Readonly<Record<number, string>> = {
  1: "bold",
  2: "dim",
  31: "red",
  32: "green",
  33: "yellow",
  36: "cyan",
};
const ends: Readonly<Record<number, readonly string[]>> = {
  0: Object.values(styles),
  22: ["bold", "dim"],
  39: ["red", "green", "yellow", "cyan"],
};

/** The text with its colours as a picture; `title` is for those who cannot see it. */
export function terminalSvg(printed: string, title: string): string {
  const lines = printed.replaceAll("\r", "").trimEnd().split("\n");
  const columns = Math.max(...lines.map((line) => [...plain(line)].length));
  const width = Math.ceil(columns * columnPx) + 2 * marginPx;
  const height = lines.length * linePx + 2 * marginPx;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(title)}</title>
<style>
${css}
</style>
<rect width="${width}" height="${height}" rx="10" class="ground"/>
${lines.map(drawn).filter(Boolean).join("\n")}
</svg>
`;
}

/** What the picture says, line by line. */
export function textOf(svg: string): string {
  return [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/g)]
    .map(([, content = ""]) => content.replace(/<[^>]*>/g, ""))
    .map((line) => line.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"))
    .join("\n");
}

const css = `text { font: 14px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; fill: #1f2328; }
.ground { fill: #f6f8fa; stroke: #d1d9e0; }
.bold { font-weight: 700; }
.dim { fill: #59636e; } .red { fill: #b3261e; } .green { fill: #1a6e33; } .yellow { fill: #7d4e00; } .cyan { fill: #0b6478; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .ground { fill: #0d1117; stroke: #3d444d; }
  .dim { fill: #9198a1; } .red { fill: #ff8f85; } .green { fill: #63d07b; } .yellow { fill: #e3b341; } .cyan { fill: #5cc8dc; }
}`;

function drawn(line: string, index: number): string {
  const columns = [...plain(line)].length;
  if (columns === 0) return "";
  const y = marginPx + (index + 0.75) * linePx;
  const length = (columns * columnPx).toFixed(1);
  return `<text x="${marginPx}" y="${y}" textLength="${length}" xml:space="preserve">${spans(line)}</text>`;
}

function spans(line: string): string {
  const on = new Set<string>();
  // Split with a group, so that every second part is the number of a code.
  return line
    .split(sgr)
    .map((part, index) => {
      if (index % 2 === 0) return span(part, [...on]);
      const style = styles[Number(part)];
      if (style !== undefined) on.add(style);
      for (const ended of ends[Number(part)] ?? []) on.delete(ended);
      return "";
    })
    .join("");
}

function span(text: string, classes: readonly string[]): string {
  if (text === "" || classes.length === 0) return escaped(text);
  return `<tspan class="${classes.join(" ")}">${escaped(text)}</tspan>`;
}

/** Select Graphic Rendition, one number each: what our own output uses. */
const sgr = new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`);
const plain = (line: string): string =>
  line
    .split(sgr)
    .filter((_, index) => index % 2 === 0)
    .join("");
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
