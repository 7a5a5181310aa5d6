import { Link } from 'wouter';
import { Logo } from '../ui/Logo';
import styles from './Footer.module.css';
import { useText } from './locale';
import { shellText } from './shellText';

export function Footer() {
  const text = useText(shellText);
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <div>
          <Logo />
          <p className={styles.motto}>{text.footer}</p>
        </div>
        <ul className={styles.links}>
          <li>
            <Link href="/rooms">{text.rooms}</Link>
          </li>
          <li>
            <Link href="/random">{text.random}</Link>
          </li>
          <li>
            <Link href="/insights">{text.insights}</Link>
          </li>
        </ul>
      </div>
    </footer>
  );
}
