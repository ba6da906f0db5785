/**
 * What a tracker's work costs, in milliseconds of one core: as `npm run bench -- tracker` measures it. The simulation
 * counts with these, so that it takes the same course on every computer.
 */
export const COSTS = {
  /** To take a request and to answer it, whatever it is. */
  request: 0.45,
  /** To check one envelope that is announced. */
  envelope: 0.3,
  /** To tell a kilobyte of the list. */
  perKilobyteOut: 0.002,
};
