/** Where what copies nearby have waits for the origin to be asked for the rest: `refs/mirrors/<peer>/…`. */
export const MIRRORS = 'refs/mirrors/';
