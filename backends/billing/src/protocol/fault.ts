/** What is wrong with a request as HTTP: answered with its status, in the same shape as every error. */
export class RequestFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
