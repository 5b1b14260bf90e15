/** Texts that speak to the model, characters that nobody sees, and credentials left in examples. */
import { codePoint, invisibleIn, visible } from "../text/visible.js";
import type { Tool } from "../tool.js";
import { type Finding, finding } from "./codes.js";
import { type ToolText, textsOf } from "./texts.js";

const orders: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b[^.\n]{0,30}\b(?:previous|prior|above|earlier|other|all|any|your)\b[^.\n]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|messages?|context)\b/i,
  /<\/?\s*(?:important|system|secret|instructions?|hidden|admin|assistant|user)\s*>/i,
  /\b(?:do not|don't|never|must not)\b[^.\n]{0,20}\b(?:tell|inform|mention|reveal|notify)\b[^.\n]{0,40}\b(?:user|human|anyone|person|them)\b/i,
  /\bwithout\b[^.\n]{0,15}\b(?:telling|informing|asking|notifying|mentioning)\b[^.\n]{0,15}\b(?:user|human|person)\b/i,
  /\b(?:read|open|cat|send|include|copy|load|pass|upload)\b[^.\n]{0,60}(?:~\/\.|\.ssh\b|id_rsa|\.env\b|\.aws\b|mcp\.json|\/etc\/passwd|\.npmrc|\.netrc|credentials file)/i,
  /\b(?:system prompt|conversation history|chat history|previous messages|all environment variables)\b[^.\n]{0,60}\b(?:in|as|to|into|through)\b[^.\n]{0,25}\b(?:parameter|argument|field|tool|url|note|context)\b/i,
  /\b(?:you must|always|make sure to|be sure to)\b[^.\n]{0,25}\b(?:call|use|run|invoke|execute)\b[^.\n]{0,40}\b(?:before|after|instead of)\b[^.\n]{0,25}\b(?:any|every|all|other)\b[^.\n]{0,12}\btools?\b/i,
  /\b(?:secretly|covertly|silently send|behind the scenes send)\b/i,
  /\bnew (?:system )?(?:instructions?|directive)s?\s*:/i,
];

const secrets: readonly (readonly [string, RegExp])[] = [
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ["a Stripe key", /\b(?:sk|rk)_(?:live|test)_[0-9a-zA-Z]{16,}/],
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,})/],
  ["a Slack token", /\bxox[abposr]-[A-Za-z0-9-]{20,}/],
  ["a Google API key", /\bAIza[0-9A-Za-z_-]{35}/],
  ["an OpenAI or Anthropic key", /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,}/],
  ["a private key", /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/],
  ["a JSON Web Token", /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/],
  [
    "a URL with a password",
    /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'<>{}$]+:(?!(?:pass|password|pwd|secret|xxx+|\*+|\.{3})@)[^\s/:@"'<>{}$]{6,}@[a-z0-9.-]+/i,
  ],
];

/** What its texts give away about a tool. */
export function hiddenText(tool: Tool): readonly Finding[] {
  const texts = textsOf(tool);
  return [...invisible(tool.name, texts), ...instructions(tool.name, texts), ...leaked(tool.name, texts)];
}

function invisible(name: string, texts: readonly ToolText[]): readonly Finding[] {
  const first = texts
    .map(({ where, text }) => ({ where, found: invisibleIn(text) }))
    .find(({ found }) => found.length > 0);
  if (first === undefined) return [];
  const codes = first.found.slice(0, 5).map(codePoint).join(", ");
  return [finding("invisible_characters", name, `${first.where} holds ${codes}`)];
}

/** Read without what is invisible, so that an order cannot be broken up by it. */
function instructions(name: string, texts: readonly ToolText[]): readonly Finding[] {
  for (const { where, text } of texts) {
    const plain = text.normalize("NFKC").replace(/[\p{Cf}\u{E0000}-\u{E0FFF}]/gu, "");
    const words = orders.map((order) => order.exec(plain)?.[0]).find((match) => match !== undefined);
    if (words !== undefined) return [finding("hidden_instruction", name, `${where} says "${visible(words)}"`)];
  }
  return [];
}

/** Says what kind and where, never the value. */
function leaked(name: string, texts: readonly ToolText[]): readonly Finding[] {
  for (const { where, text } of texts) {
    const kind = secrets.find(([, pattern]) => pattern.test(text))?.[0];
    if (kind !== undefined) return [finding("secret_in_text", name, `${where} holds what looks like ${kind}`)];
  }
  return [];
}
