/** The mail that new books can send; `{$name}` is filled in when a mail is written. */
import type { Insertable } from "kysely";
import type { Tables } from "../database/tables.js";

type Template = Insertable<Tables["email_templates"]>;

const greeting = "<p>Dear {$client_name},</p>";
const closing = "<p>{$company_name}</p>";

export const emailTemplates: readonly Template[] = [
  {
    type: "invoice",
    name: "Invoice Created",
    subject: "Invoice {$invoice_num} from {$company_name}",
    message: `${greeting}<p>Invoice {$invoice_num} was made out on {$invoice_date}. {$invoice_balance} are due on {$invoice_date_due}.</p>{$invoice_html_contents}{$invoice_html_link}${closing}`,
  },
  {
    type: "invoice",
    name: "Invoice Payment Confirmation",
    subject: "Payment received for invoice {$invoice_num}",
    message: `${greeting}<p>Thank you: invoice {$invoice_num} over {$invoice_total} is paid.</p>{$invoice_html_contents}{$invoice_html_link}${closing}`,
  },
  {
    type: "invoice",
    name: "Invoice Refund Confirmation",
    subject: "Refund for invoice {$invoice_num}",
    message: `${greeting}<p>The payment of invoice {$invoice_num} was refunded.</p>${closing}`,
  },
  {
    type: "general",
    name: "Client Signup Email",
    subject: "Welcome to {$company_name}",
    message: `${greeting}<p>Your account was made for {$client_email}.</p>${closing}`,
  },
  {
    type: "general",
    name: "Quote Delivery with PDF",
    subject: "Quote {$quote_number}: {$quote_subject}",
    message: `${greeting}<p>Here is the quote you asked for. It is valid until {$quote_valid_until}.</p>${closing}`,
  },
  {
    type: "general",
    name: "Order Confirmation",
    subject: "Your order {$order_number}",
    message: `${greeting}<p>We have received your order {$order_number}.</p>${closing}`,
  },
  {
    type: "product",
    name: "New Product Information",
    subject: "{$service_product_name} is ready",
    message: `${greeting}<p>{$service_product_name} is ready to use.</p>${closing}`,
  },
  {
    type: "domain",
    name: "Domain Registration Confirmation",
    subject: "{$domain_name} is registered",
    message: `${greeting}<p>{$domain_name} is registered for {$domain_reg_period} years.</p>${closing}`,
  },
  {
    type: "support",
    name: "Support Ticket Opened",
    subject: "[Ticket ID: {$ticket_id}] {$ticket_subject}",
    message: `${greeting}<p>We have received your request and will answer here.</p><p>{$ticket_message}</p>${closing}`,
  },
  {
    type: "support",
    name: "Support Ticket Reply",
    subject: "[Ticket ID: {$ticket_id}] {$ticket_subject}",
    message: `${greeting}<p>{$ticket_message}</p>${closing}`,
  },
  {
    type: "admin",
    name: "Support Ticket Notification",
    subject: "[Ticket ID: {$ticket_id}] {$ticket_subject}",
    message: "<p>{$ticket_author} wrote to {$ticket_department}:</p><p>{$ticket_message}</p>",
  },
  {
    type: "general",
    name: "Order Cancelled",
    subject: "Your order {$order_number} is cancelled",
    message: `${greeting}<p>Your order {$order_number} is cancelled. There is nothing to pay for it.</p>${closing}`,
  },
];
