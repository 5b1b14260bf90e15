/**
 * What a server deals in, told from the words of its name and its tools. A domain decides only where the same words
 * mean different things: an order in a shop is a purchase, an order of search results is not.
 */

export const domainWords = {
  payments: `
    stripe paypal square adyen braintree checkout payment payments payout payouts refund refunds invoice invoices billing
    bill bills card cards bank iban sepa wallet merchant charge charges subscription customer balance gateway
    mollie razorpay klarna plaid wise revolut whmcs paddle chargebee gocardless transfer beneficiary currency
  `,
  accounting:
    "xero quickbooks erp erpnext odoo ledger journal bookkeeping payroll timesheet trial vat fiscal accounting bill vendor",
  trading: `
    stock stocks portfolio position positions broker ticker trade trades trading crypto token tokens swap wallet dex
    blockchain ethereum solana bitcoin alpaca binance coinbase symbol watchlist order orders validator gas erc20 nft
    exchange futures option leverage
  `,
  commerce: `
    shopify woocommerce wc cart product products sku order orders shop store inventory fulfillment shipping customer
    flight flights hotel hotels booking bookings passenger baggage restaurant delivery courier checkout ecommerce coupon
    amazon ebay etsy merchant
  `,
  infrastructure: `
    ec2 aws gcp azure droplet instance instances cluster region vpc subnet volume kubernetes pod pods node nodes
    deployment deployments replica namespace container containers docker terraform vm vms hetzner digitalocean
    autoscaling lambda loadbalancer firewall proxmox compute
  `,
  hosting: "hosting whmcs cpanel plesk nameserver nameservers registrar domain domains dns vps provisioning module",
  database: `
    postgres postgresql mysql sqlite database db sql table tables schema collection collections redis mongodb
    clickhouse snowflake bigquery duckdb mssql oracle column columns rows supabase neon d1
    neo4j cypher mongo cassandra databricks athena redshift timescale influxdb trino presto surrealdb couchbase cockroachdb
    planetscale motherduck singlestore tidb
  `,
  browser: `
    browser puppeteer playwright selenium webdriver page element elements screenshot tab tabs click navigate selector
    chrome viewport
  `,
  home: `
    hass home homeassistant light lights thermostat entity scene climate hue smartthings sensor sensors room door switch
    blinds hubitat zwave tuya zigbee roborock nest printer octoprint klipper extruder nozzle
  `,
  media: "spotify playlist playback track song album sonos music player queue podcast youtube vlc volume",
  code: "git github gitlab bitbucket repo repository branch commit commits merge pull_request diff repository",
  identity: "okta auth0 user users group groups factor mfa sso directory entra azuread keycloak identity",
} as const;

export type Domain = keyof typeof domainWords;
