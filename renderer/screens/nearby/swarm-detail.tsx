import { GitBranch } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { TabPanel, Tabs } from 'react-aria-components';
import type { LocalRepository } from '../../../shared/api/state.ts';
import type { Swarm } from '../../../shared/api/swarm-state.ts';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { Tab, TabList } from '../../components/layout/tabs.tsx';
import { usePeersOf } from '../../state/lists/use-peers-of.ts';
import { useActions, useUi } from '../../state/shoal.ts';
import type { ContentsPart, SwarmSection } from '../../state/ui-store.ts';
import { t } from '../../texts/texts.ts';
import { type HeadRow, headRows, tagRows } from '../../view/projects/heads.ts';
import { BrowsePanel } from './browse/browse-panel.tsx';
import { CommitsPanel } from './browse/commits-panel.tsx';
import { FilesPanel } from './browse/files-panel.tsx';
import { ReadmePanel } from './browse/readme-panel.tsx';
import { useBrowsed } from './browse/use-browsed.ts';
import { HeadList } from './heads/head-list.tsx';
import { PeopleList } from './heads/people-list.tsx';
import styles from './swarm-detail.module.css';
import { SwarmHeader } from './swarm-header.tsx';
import { useChosenCopy } from './use-project-state.ts';

/** A project: its heads beside mine, who has it, and the one thing to do next. */
export function SwarmDetail({ swarm }: { swarm: Swarm }) {
  const peers = usePeersOf(swarm);
  const copy = useChosenCopy(swarm);
  const rows = useMemo(() => headRows(swarm, peers, copy), [swarm, peers, copy]);
  return (
    <article className={styles.detail} aria-label={swarm.name}>
      <SwarmHeader swarm={swarm} copy={copy} />
      <Sections swarm={swarm} copy={copy} rows={rows} />
    </article>
  );
}

interface SectionsProps {
  readonly swarm: Swarm;
  readonly copy: LocalRepository | null;
  readonly rows: readonly HeadRow[];
}

function Sections({ swarm, copy, rows }: SectionsProps) {
  const actions = useActions();
  const section = useUi((ui) => ui.section);
  const branches = rows.filter((row) => row.kind === 'mine' || row.head.kind === 'branch');
  const tags = useMemo(() => tagRows(rows), [rows]);
  const theirs = branches.filter((row) => row.kind === 'theirs').length;
  const people = new Set(swarm.alternatives.map(({ peer }) => peer)).size;
  // Tags may go while they are looked at.
  const shown = section === 'tags' && tags.length === 0 ? 'branches' : section;
  const isBrowsing = shown === 'readme' || shown === 'commits' || shown === 'files';
  const browse = { swarm, look: useBrowsed(swarm, isBrowsing) };
  const inside = (part: ContentsPart) =>
    copy?.status.state === 'ready' ? { repository: copy.id, part } : null;
  return (
    <Tabs
      className={styles.tabs}
      selectedKey={shown}
      onSelectionChange={(key) => actions.go({ section: key as SwarmSection })}
    >
      <TabList className={styles.tabList} label={t.nearby.parts}>
        <Tab id="branches" count={theirs}>
          {t.nearby.heads}
        </Tab>
        {tags.length > 0 && (
          <Tab id="tags" count={tags.length}>
            {t.nearby.tags}
          </Tab>
        )}
        <Tab id="readme">{t.nearby.readme}</Tab>
        <Tab id="commits">{t.nearby.commits}</Tab>
        <Tab id="files">{t.nearby.files}</Tab>
        <Tab id="people" count={people}>
          {t.nearby.peopleTab}
        </Tab>
      </TabList>
      <Panel id="branches">
        {theirs === 0 ? (
          <EmptyState icon={GitBranch} title={t.nearby.noBranchTitle}>
            <p>{t.nearby.noBranch}</p>
          </EmptyState>
        ) : (
          <HeadList label={t.nearby.heads} rows={branches} all={rows} {...{ swarm, copy }} />
        )}
      </Panel>
      {tags.length > 0 && (
        <Panel id="tags">
          <HeadList label={t.nearby.tags} rows={tags} all={rows} {...{ swarm, copy }} />
        </Panel>
      )}
      <Panel id="readme">
        <BrowsePanel {...browse}>{({ readme }) => <ReadmePanel readme={readme} />}</BrowsePanel>
      </Panel>
      <Panel id="commits">
        <BrowsePanel {...browse} inside={inside('commits')} ofAllHeads>
          {(overview) => <CommitsPanel overview={overview} swarm={swarm} />}
        </BrowsePanel>
      </Panel>
      <Panel id="files">
        <BrowsePanel {...browse} inside={inside('files')}>
          {(overview) => <FilesPanel overview={overview} />}
        </BrowsePanel>
      </Panel>
      <Panel id="people">
        <PeopleList swarm={swarm} copy={copy} rows={rows} />
      </Panel>
    </Tabs>
  );
}

function Panel({ id, children }: { id: string; children: ReactNode }) {
  return (
    <TabPanel id={id} className={styles.panel}>
      {children}
    </TabPanel>
  );
}
