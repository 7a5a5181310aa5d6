import './logo.css';
import { mark } from './mark';

/** The mark with the product's name, above the form to log in. */
export function Logo() {
  return (
    <div className="coco-logo">
      <img alt="" height="40" src={mark} width="40" />
      <span>CoCo Chat</span>
    </div>
  );
}
