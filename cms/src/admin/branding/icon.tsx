import './header.css';
import { mark } from './mark';

/** The product's mark, as the admin panel shows it before the path of a page. */
export function Icon() {
  return <img alt="CoCo Chat" height="18" src={mark} width="18" />;
}
