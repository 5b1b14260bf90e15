/** The package's own version, which a test holds against its manifest. */
export const version = "0.1.0";
