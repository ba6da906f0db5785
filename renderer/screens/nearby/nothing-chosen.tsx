import { Ghost, MousePointerClick } from 'lucide-react';
import { EmptyState } from '../../components/layout/empty-state.tsx';
import { t } from '../../texts/texts.ts';

export function NothingChosen({ gone }: { gone: boolean }) {
  if (gone) {
    return (
      <EmptyState icon={Ghost} title={t.nearby.empty.goneTitle}>
        <p>{t.nearby.empty.gone}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={MousePointerClick} title={t.nearby.empty.chooseTitle}>
      <p>{t.nearby.empty.choose}</p>
    </EmptyState>
  );
}
