/** Names of domains. */
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Whether it is a name with an ending, in small letters: `example.co.uk`. */
export function isDomainName(name: string): boolean {
  const labels = name.split(".");
  return name.length <= 253 && labels.length > 1 && labels.every((each) => label.test(each));
}

/** `co.uk` of `example.co.uk`. */
export function endingOf(domain: string): string {
  return domain.slice(domain.indexOf(".") + 1);
}
