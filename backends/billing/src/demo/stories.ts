/** What clients write, and what they are offered. */
export const ticketStories = [
  {
    subject: "Site is slow since this morning",
    message: "Pages take ten seconds to load. Nothing was changed on our side.",
    reply: "A neighbour on the server was busy; we have moved you. Please try again.",
  },
  {
    subject: "Invoice in another currency?",
    message: "Can we be invoiced in our own currency from next month?",
    reply: "Not on this account, since it has invoices already. A second account would do.",
  },
  {
    subject: "Certificate warning",
    message: "Visitors are told that the certificate has expired.",
    reply: "It has been renewed and will be from now on.",
  },
  {
    subject: "Please cancel the old plan",
    message: "We have moved to the larger server. The old one can go at the end of the month.",
    reply: "Done: it ends with this billing period.",
  },
  {
    subject: "Mail to one customer is returned",
    message: "All other mail arrives. The return says that our address is on a list.",
    reply: "We have asked for the address to be taken off that list.",
  },
  {
    subject: "How do we move a domain to you?",
    message: "We have two domains with another registrar.",
    reply: "Unlock them there and send us the codes.",
  },
  {
    subject: "Paid twice by mistake",
    message: "Our bank sent the payment twice. Can the second one stay as credit?",
    reply: "It has been booked as credit and will be used for your next invoice.",
  },
  {
    subject: "Need a copy of last year's invoices",
    message: "For our accountant, please, all in one file if possible.",
    reply: "You will find them under your invoices; each has a PDF.",
  },
] as const;

export const quoteSubjects = [
  "Move of an online shop",
  "Dedicated server with support",
  "Redesign and hosting",
  "Yearly maintenance",
] as const;
