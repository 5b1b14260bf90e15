/**
 * The MCP server that is a command: raw lines over its standard streams, older generation, the fixed answers of
 * processes/upstream.ts. It ends with its standard input.
 */
import { answerText, askedIn } from "../traffic/answers.js";

let rest = "";

process.stdin.setEncoding("latin1");
process.stdin.on("data", (text: string) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  const answers = lines.map(answer).join("");
  if (answers !== "") {
    process.stdout.write(answers, "latin1");
  }
});

function answer(line: string): string {
  const { method, id } = askedIn(line);
  return id === undefined ? "" : `${answerText(method, id, "older")}\n`;
}
