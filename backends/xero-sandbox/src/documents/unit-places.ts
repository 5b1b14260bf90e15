/** Reads `unitdp`: 2 or 4 decimals of a unit amount. */
import type { Parameters } from "../http/parameters.js";
import { badQuery } from "../http/refusal.js";
import type { UnitPlaces } from "./write-line.js";

export function unitPlacesOf(parameters: Parameters): UnitPlaces {
  const given = parameters.text("unitdp");
  if (given === undefined || given === "2") return 2;
  if (given === "4") return 4;
  throw badQuery("The parameter unitdp must be 2 or 4");
}
