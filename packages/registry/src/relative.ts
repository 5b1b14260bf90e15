/** Addresses inside the site. They are relative, so that it works from any folder, and from a disk. */

/** The way from one file to another, both from the folder of the site. */
export function relative(from: string, to: string): string {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common++;
  return [...here.slice(common).map(() => ".."), ...there.slice(common)].join("/");
}
