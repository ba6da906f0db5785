import { Ghost, MousePointerClick } from 'lucide-react';
import { EmptyState } from '../../components/layout/empty-state.tsx';

export function NothingChosen({ gone }: { gone: boolean }) {
  if (gone) {
    return (
      <EmptyState icon={Ghost} title="No longer here">
        <p>Everyone who had it has left, or no longer shares it with you.</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={MousePointerClick} title="Choose a project">
      <p>Its people and their heads show up here.</p>
    </EmptyState>
  );
}
