import type { Press } from '../press.ts';
import { activity } from './activity.ts';
import { head } from './heads.ts';
import type { GalleryState } from './picture.ts';
import { repository } from './repositories.ts';
import { swarm } from './swarm.ts';
import { transfer } from './transfers.ts';

const click = (name: string, german = name): Press => ({ name, german, by: 'click' });
const menu = (name: string): Press => ({ name, by: 'contextmenu' });

/** A picture of others, in which something was pressed. */
function within(of: Record<string, GalleryState>, state: string, pressed: Press): GalleryState {
  const found = of[state];
  if (found === undefined) throw new Error(`There is no picture “${state}”.`);
  return { ...found, pressed };
}

/** Menus, lists to choose from and lines that open. */
export const opened: Record<string, GalleryState> = {
  'opened-left-out': within(repository, 'repositories-left-out', click('2,005', '2.005')),
  'opened-their-left-out': within(repository, 'swarm-left-out', click('2,00', '2.00')),
  'opened-outlook': within(swarm, 'swarm-outlooks', click('Conflicts in 1,')),
  'opened-copies': within(swarm, 'swarm-copies', click('Which of your copies')),
  'opened-ways': within(head, 'head-clean', click('More ways', 'Anders öffnen')),
  'opened-fold': within(activity, 'activity-many', click('304')),
  'menu-project': within(swarm, 'swarm-mine', menu('harbour-map')),
  'menu-not-mine': within(swarm, 'swarm-mine', menu('kernel-tools')),
  'menu-person': within(swarm, 'swarm-mine', menu('AN')),
  'menu-head': within(swarm, 'swarm-mine', menu('herring/live-layer')),
  'menu-repository': within(repository, 'repositories', menu('harbour-map')),
  'menu-transfer': within(transfer, 'transfers-many', menu('kernel-tools')),
  'menu-commit': within(head, 'head-clean', menu('HEDraw')),
  'menu-file': within(head, 'head-clean', menu('src/')),
};
