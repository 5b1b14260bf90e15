/** The mark of the site: a barrier across a road. */

/** An SVG file. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4d45"/><path d="M7 6h4v20H7z" fill="#f4efe4"/><path d="M11 10h15v5H11z" fill="#e2b23c"/></svg>
`;
