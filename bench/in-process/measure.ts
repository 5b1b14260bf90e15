/** What single steps cost, called directly: rows that say where the time of a call goes before any socket. */

export type InProcess = {
  readonly rows: readonly { readonly what: string; readonly micros: number }[];
};

export async function measureInProcess(_folder: string): Promise<InProcess> {
  return { rows: [] };
}
