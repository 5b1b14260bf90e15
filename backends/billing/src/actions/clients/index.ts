/** The actions on clients, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { addClient } from "./add-client.js";
import { addContact } from "./add-contact.js";
import { closeClient } from "./close-client.js";
import { deleteClient } from "./delete-client.js";
import { getClients } from "./get-clients.js";
import { getClientsDetails } from "./get-clients-details.js";
import { getClientsDomains } from "./get-clients-domains.js";
import { getClientsProducts } from "./get-clients-products.js";
import { updateClient } from "./update-client.js";

export const clientsActions: readonly Action[] = [
  addClient,
  addContact,
  closeClient,
  deleteClient,
  getClients,
  getClientsDetails,
  getClientsDomains,
  getClientsProducts,
  updateClient,
];
