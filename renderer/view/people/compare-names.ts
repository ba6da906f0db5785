/** The order of names on screen: `fish 2` before `fish 10`, whatever their case. */
export const compareNames = new Intl.Collator('en-GB', { numeric: true }).compare;
