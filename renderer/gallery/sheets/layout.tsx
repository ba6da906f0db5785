import { FileQuestion, GitBranch, RefreshCw, Users } from 'lucide-react';
import { Button } from '../../components/controls/button.tsx';
import { SwitchTrack } from '../../components/controls/switch.tsx';
import { Banner } from '../../components/layout/banner.tsx';
import { DetailHeader } from '../../components/layout/detail-header.tsx';
import { Details } from '../../components/layout/details.tsx';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Fold } from '../../components/layout/fold.tsx';
import { ListHeader } from '../../components/layout/list-header.tsx';
import { SettingLine } from '../../components/layout/setting-line.tsx';
import { Avatar } from '../../components/signs/avatar.tsx';
import { Icon } from '../../components/signs/icon.tsx';
import { herring } from '../fixtures/people.ts';
import { Sheet, Shown } from './sheet.tsx';

const nothing = () => {};
const again = (
  <Button look="quiet" icon={RefreshCw}>
    Try again
  </Button>
);

/** What holds the rest together. */
export function Layout() {
  return (
    <Sheet title="Layout">
      <Shown name="Banners">
        <Banner look="warning">Port 7654 is in use by another program.</Banner>
        <Banner look="warning" action={again}>
          The connection was lost.
        </Banner>
        <Banner look="waiting">Shoal is starting.</Banner>
        <Banner look="note">This is the demo: nobody here is real.</Banner>
      </Shown>
      <Shown name="Details">
        <Details
          icon={FileQuestion}
          label="3 are left out"
          look="note"
          title="Left out"
          placement="top"
        >
          <p>Why.</p>
        </Details>
        <Details
          icon={FileQuestion}
          label="Conflicts in 2 files"
          look="warning"
          title="Conflicts"
          placement="top"
        >
          <p>Which.</p>
        </Details>
      </Shown>
      <Shown name="Nothing to show">
        <EmptyState icon={FileQuestion} title="Nothing here" actions={again}>
          <p>What it means, and what to do.</p>
        </EmptyState>
      </Shown>
      <Shown name="Not yet">
        <EmptyState icon={FileQuestion} title="Looking…" busy>
          <p>It takes a few seconds.</p>
        </EmptyState>
      </Shown>
      <Shown name="Heads of a list">
        <ListHeader title="Transfers" />
        <ListHeader title="Nearby" note="9 projects, 5 people" action={again} />
      </Shown>
      <Shown name="Head of a detail, with everything">
        <DetailHeader
          badge={<Avatar person={herring} size="huge" />}
          title="harbour-map"
          subtitle="Live ferry positions on a vector map"
          actions={<Button look="primary">Fetch 3 new heads</Button>}
          facts={
            <>
              <span>
                <Icon of={GitBranch} /> on <code>main</code>
              </span>
              <span>
                <Icon of={Users} /> Anchovy, Herring
              </span>
            </>
          }
          banner={<Banner look="warning">Its folder is gone.</Banner>}
        />
      </Shown>
      <Shown name="Head of a detail, with its title alone">
        <DetailHeader title="dotfiles" />
      </Shown>
      <Shown name="Settings">
        <SettingLine label="Start at login" effect="Shoal is there when you are.">
          <SwitchTrack label="Start at login" isOn isDisabled={false} onChange={nothing} />
        </SettingLine>
        <SettingLine label="Port" effect="Where teammates connect." note="From the next start." />
        <SettingLine label="Name" effect="What others see." error="It is longer than 64 letters." />
      </Shown>
      <Shown name="Many alike">
        <ul>
          <Fold words="304 tags are new" items={['v1', 'v2']}>
            {(tag) => <li key={tag}>{tag}</li>}
          </Fold>
        </ul>
      </Shown>
    </Sheet>
  );
}
