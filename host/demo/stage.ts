// What only a demo that is started needs, loaded then: the host itself starts the sooner.
export { demoRoom } from './demo-room.ts';
export { makeCopy } from './make-copy.ts';
export { demoCopies, TEAMMATES } from './projects.ts';
