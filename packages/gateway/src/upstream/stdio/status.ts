/** The HTTP status that a server of Streamable HTTP gives an error, by which clients negotiate. */
export function httpStatus(errorCode: number | undefined): number {
  switch (errorCode) {
    case -32601:
      return 404;
    case -32020:
    case -32021:
    case -32022:
    case -32600:
    case -32700:
      return 400;
    default:
      return 200;
  }
}
