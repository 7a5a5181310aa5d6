import { Link } from 'wouter';
import { buttonClass } from '../ui/buttonClass';
import { Notice } from '../ui/Notice';
import { useDocumentTitle } from '../ui/useDocumentTitle';
import { useText } from './locale';
import { shellText } from './shellText';

export function NotFoundPage() {
  const text = useText(shellText);
  useDocumentTitle(text.notFound.title);
  return (
    <Notice level={1} icon="search" title={text.notFound.title} text={text.notFound.text}>
      <Link href="/" className={buttonClass('primary')}>
        {text.notFound.home}
      </Link>
    </Notice>
  );
}
