import { Component, type ErrorInfo, type ReactNode } from 'react';
import { buttonClass } from '../ui/buttonClass';
import { Notice } from '../ui/Notice';
import { useText } from './locale';
import { shellText } from './shellText';

interface ErrorBoundaryProps {
  /** When it becomes another one, what is inside is tried again. */
  resetKey: string;
  children: ReactNode;
}

interface ErrorBoundaryState {
  hasFailed: boolean;
}

/** Keeps the rest of the site standing when a page fails, or its code cannot be loaded. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { hasFailed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override componentDidUpdate(previous: ErrorBoundaryProps): void {
    if (previous.resetKey !== this.props.resetKey && this.state.hasFailed) {
      this.setState({ hasFailed: false });
    }
  }

  override render(): ReactNode {
    return this.state.hasFailed ? <BrokenPage /> : this.props.children;
  }
}

function BrokenPage() {
  const text = useText(shellText);
  return (
    <div role="alert">
      <Notice level={1} icon="alert" title={text.broken.title} text={text.broken.text}>
        <button
          type="button"
          className={buttonClass('primary')}
          onClick={() => window.location.reload()}
        >
          {text.broken.reload}
        </button>
      </Notice>
    </div>
  );
}
