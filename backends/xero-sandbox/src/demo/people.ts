/** Whom the demonstration's organisations deal with, and what about. */

/** Customers; one of them has a name that text must pass through unharmed. */
export const customers: readonly string[] = [
  "O'Brien & Sons <Galway>",
  "Lighthouse Bakery",
  "Café Étoile",
  "Marlow Architects",
  "Northgate Dental",
  "Plum Tree Nursery",
  "Quayside Cycles",
  "Rowan Legal",
  "Saltmarsh Brewing",
  "Tidewater Yoga",
];

/** Work that is sold: what, its account, a price in whole units. */
export const work: readonly (readonly [description: string, account: string, price: number])[] = [
  ["Design of a website", "200", 1450],
  ["Photography, half a day", "200", 380],
  ["Maintenance of the website, a month", "200", 120],
  ["Consulting, an hour", "200", 95],
  ["Printing, passed on at cost", "260", 64],
];

/** Suppliers who send a bill every month: who, what, its account, its net amount in cents. */
export const suppliers: readonly (readonly [name: string, description: string, account: string, cents: number])[] = [
  ["Harbour Estates", "Rent", "469", 180_000],
  ["Coast Power", "Electricity", "445", 21_437],
  ["Telmore", "Telephone and internet", "489", 8_999],
  ["Paper & Pixel", "Stationery", "453", 4_316],
  ["Cloudshelf", "Software subscriptions", "485", 13_900],
];
