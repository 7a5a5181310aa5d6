import { buttonClass } from '../ui/buttonClass';
import { Icon } from '../ui/Icon';
import { useText } from './locale';
import { shellText } from './shellText';
import { useStore } from './store';
import { chooseTheme, themeStore } from './theme';

export function ThemeSwitch() {
  const text = useText(shellText);
  const isDark = useStore(themeStore) === 'dark';
  const label = isDark ? text.lightColours : text.darkColours;
  return (
    <button
      type="button"
      className={buttonClass('quiet', 'round')}
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(isDark ? 'light' : 'dark')}
    >
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  );
}
