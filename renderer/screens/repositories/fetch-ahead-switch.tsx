import type { LocalRepository } from '../../../shared/api/state.ts';
import { Switch } from '../../components/controls/switch.tsx';
import { useActions } from '../../state/shoal.ts';
import { t } from '../../texts/texts.ts';

/** Whether what trusted teammates have comes before anybody asks for it. */
export function FetchAheadSwitch({
  repository: { id, fetchesAhead },
}: {
  repository: LocalRepository;
}) {
  const actions = useActions();
  return (
    <Switch
      label={t.repositories.fetchAhead}
      effect={t.repositories.fetchAheadEffect}
      isOn={fetchesAhead}
      onChange={(on) => actions.tell('repositories.setFetchesAhead', { repository: id, on })}
    />
  );
}
