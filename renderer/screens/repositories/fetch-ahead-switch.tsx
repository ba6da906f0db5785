import type { LocalRepository } from '../../../shared/api/state.ts';
import { Switch } from '../../components/controls/switch.tsx';
import { useActions } from '../../state/shoal.ts';

/** Whether what trusted teammates have comes before anybody asks for it. */
export function FetchAheadSwitch({
  repository: { id, fetchesAhead },
}: {
  repository: LocalRepository;
}) {
  const actions = useActions();
  return (
    <Switch
      label="Fetch ahead"
      effect="While it is shared or followed, what teammates you trust have is brought before you ask, so that your next git fetch has little to bring."
      isOn={fetchesAhead}
      onChange={(on) => actions.tell('repositories.setFetchesAhead', { repository: id, on })}
    />
  );
}
