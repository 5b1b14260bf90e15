/** The actions on the catalogue, in the order of the reference pages. */
import type { Action } from "../../declare/action.js";
import { addProduct } from "./add-product.js";
import { getCurrencies } from "./get-currencies.js";
import { getPaymentMethods } from "./get-payment-methods.js";
import { getProductGroups } from "./get-product-groups.js";
import { getProducts } from "./get-products.js";
import { getPromotions } from "./get-promotions.js";
import { getTldPricing } from "./get-tld-pricing.js";

export const catalogueActions: readonly Action[] = [
  addProduct,
  getCurrencies,
  getPaymentMethods,
  getProductGroups,
  getProducts,
  getPromotions,
  getTldPricing,
];
