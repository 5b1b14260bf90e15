/** The version of WHMCS whose documented behaviour this is, as clients see it. */
export const version = "8.13.1";
