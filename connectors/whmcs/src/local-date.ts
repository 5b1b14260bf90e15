/**
 * Dates as an installation writes them.
 *
 * Agents always say YYYY-MM-DD. Most of the API takes that; a few actions want the format of the installation's
 * localisation settings, where 01/02 is one day in one place and another day elsewhere.
 */

/** The formats that an installation can be set to. */
export const dateFormats = [
  "DD/MM/YYYY",
  "DD.MM.YYYY",
  "DD-MM-YYYY",
  "MM/DD/YYYY",
  "YYYY/MM/DD",
  "YYYY-MM-DD",
] as const;

/** One of `dateFormats`. */
export type DateFormat = (typeof dateFormats)[number];

export const isDateFormat = (text: string): text is DateFormat => (dateFormats as readonly string[]).includes(text);

/** A YYYY-MM-DD date in the given format. */
export function localDate(isoDate: string, format: DateFormat): string {
  const [year = "", month = "", day = ""] = isoDate.split("-");
  return format.replace("YYYY", year).replace("MM", month).replace("DD", day);
}

/** YYYY-MM-DD HH:mm:ss in this machine's time zone. */
export function localTimestamp(instant: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = [instant.getFullYear(), two(instant.getMonth() + 1), two(instant.getDate())].join("-");
  return `${day} ${[instant.getHours(), instant.getMinutes(), instant.getSeconds()].map(two).join(":")}`;
}
