/** How long a host's name may be, and the highest port. */
export const LONGEST_HOST = 255;
export const HIGHEST_PORT = 65_535;
