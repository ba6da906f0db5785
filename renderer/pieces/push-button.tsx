import { ArrowUpFromLine } from 'lucide-react';
import type { LocalRepository } from '../../shared/api/state.ts';
import { Button } from '../components/controls/button.tsx';
import { t } from '../texts/texts.ts';
import { usePushToDepot } from './use-push-to-depot.ts';

/** To a repository of mine at a depot, where there is one. */
export function PushButton({ copy }: { copy: LocalRepository | null }) {
  const open = usePushToDepot(copy);
  if (open === null) return null;
  return (
    <Button icon={ArrowUpFromLine} onPress={open}>
      {t.depots.pushDots}
    </Button>
  );
}
