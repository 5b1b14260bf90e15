/** How actions name a domain, and how its registrar may fail. */
import { noRegistrar } from "../../books/domain/registrar.js";
import * as param from "../../declare/param.js";

/** By its id or by its name. */
export const domainParameters = (notFound: string) => ({
  domainid: param.id("The domain; this or domain is needed", notFound),
  domain: param.text("The name of the domain; this or domainid is needed"),
});

/** What the registrar says is answered as it is. */
export const registrarErrors = [noRegistrar, "$registrarMessage"] as const;
