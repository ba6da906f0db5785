import { GitBranch } from 'lucide-react';
import { AuthorSign } from '../../components/signs/author-sign.tsx';
import { Avatar, AvatarStack } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { Mark } from '../../components/signs/mark.tsx';
import { FollowedSign, PeerSigns } from '../../components/signs/peer-signs.tsx';
import { Pill } from '../../components/signs/pill.tsx';
import { QrCode } from '../../components/signs/qr-code.tsx';
import { SelectableName } from '../../components/signs/selectable-name.tsx';
import { VisibleText } from '../../components/signs/visible-text.tsx';
import { Words } from '../../components/signs/words.tsx';
import {
  anchovy,
  crowd,
  herring,
  impostor,
  pike,
  self,
  tetra,
  vouched,
} from '../fixtures/people.ts';
import { Sheet, Shown } from './sheet.tsx';

const SIZES = ['tiny', 'small', 'medium', 'large', 'huge'] as const;

/** What stands for somebody or something. */
export function Signs() {
  return (
    <Sheet title="Signs">
      <Shown name="Avatars">
        {SIZES.map((size) => (
          <Avatar key={size} person={herring} size={size} />
        ))}
        {SIZES.map((size) => (
          <Avatar key={size} person={herring} size={size} away />
        ))}
      </Shown>
      <Shown name="Every hue">
        {crowd(20).map((person) => (
          <Avatar key={person.id} person={person} size="medium" />
        ))}
      </Shown>
      <Shown name="Several people">
        <AvatarStack people={crowd(2)} />
        <AvatarStack people={crowd(5)} />
        <AvatarStack people={crowd(12)} />
      </Shown>
      <Shown name="Authors">
        <AuthorSign author="Anchovy" person={anchovy} />
        <AuthorSign author="Rudd Hake" person={null} />
      </Shown>
      <Shown name="What is known of a peer">
        {[anchovy, vouched, tetra, impostor, pike].map((peer) => (
          <PeerSigns key={peer.id} peer={peer} />
        ))}
        <FollowedSign />
      </Shown>
      <Shown name="Pills">
        <Pill>5 ahead</Pill>
        <Pill look="accent">new</Pill>
        <Pill look="warning">2 conflicts</Pill>
      </Shown>
      <Shown name="Names and texts">
        <SelectableName>feature/tide-gauge</SelectableName>
        <SelectableName isLink>herring/live-layer</SelectableName>
        <VisibleText text={'plain, \u202eturned round\u202c and \u200bhidden'} />
      </Shown>
      <Shown name="Icon and mark">
        <Icon of={GitBranch} />
        <Icon of={GitBranch} size={22} />
        <Mark size={22} />
      </Shown>
      <Shown name="Words to compare">
        <Words title="Six words" words={self.words} hint="Compare them aloud." />
      </Shown>
      <Shown name="Code to scan">
        <QrCode text="gtp://192.168.1.5:41733" label="Code to scan" />
      </Shown>
    </Sheet>
  );
}
