import { Banner } from '../../components/layout/banner.tsx';
import { useAppState } from '../../state/shoal.ts';
import { told } from '../../texts/told.ts';
import { isAboutMyList } from '../../view/projects/left-out.ts';
import styles from './my-list-notes.module.css';

/** What of all that I share and vouch for my list has no room for. */
export function MyListNotes() {
  const problems = useAppState((state) => state.problems);
  const notes = Object.values(problems).filter(isAboutMyList);
  if (notes.length === 0) return null;
  return (
    <div className={styles.notes}>
      {notes.map(({ code, sentence }) => (
        <Banner key={code} look="note">
          {told(sentence)}
        </Banner>
      ))}
    </div>
  );
}
