import { fromCallback } from 'xstate';
import type { DisplaySet } from '../../domain/study/display-set';
import type { RenderingEngine, Tool } from '../../domain/ports/rendering';
import type { Presentation } from '../../domain/presentation/view-state';
import type { ViewportEvent } from './viewport-events';

type Command =
  | { readonly type: 'displaySet.grow'; readonly displaySet: DisplaySet; readonly at: number }
  | { readonly type: 'frame.goTo'; readonly at: number }
  | { readonly type: 'tool.use'; readonly tool: Tool }
  | { readonly type: 'draft.close' | 'draft.drop' }
  | { readonly type: 'presentation.apply'; readonly change: Partial<Presentation> }
  | { readonly type: 'picture.oneToOne' }
  | { readonly type: 'presentation.reset' }
  | { readonly type: 'playback.start'; readonly framesPerSecond: number }
  | { readonly type: 'playback.stop' };

interface DrawingInput {
  readonly engine: RenderingEngine;
  readonly element: HTMLElement;
  readonly displaySet: DisplaySet;
  readonly at: number;
  readonly tool: Tool;
  readonly presentation?: Partial<Presentation>;
}

/** The engine's handle lives exactly as long as the state that invokes it. */
export const drawing = fromCallback<Command, DrawingInput, ViewportEvent>(({ input, sendBack, receive }) => {
  const handle = input.engine.mount(input.element, input.displaySet.kind, sendBack);
  handle.use(input.tool);
  handle.show(input.displaySet, input.at, input.presentation);
  receive((command) => {
    switch (command.type) {
      case 'displaySet.grow':
        return handle.grow(command.displaySet, command.at);
      case 'frame.goTo':
        return handle.goTo(command.at);
      case 'tool.use':
        return handle.use(command.tool);
      case 'draft.close':
        return handle.finishDraft('closed');
      case 'draft.drop':
        return handle.finishDraft('dropped');
      case 'presentation.apply':
        return handle.apply(command.change);
      case 'presentation.reset':
        return handle.reset();
      case 'picture.oneToOne':
        return handle.oneToOne();
      case 'playback.start':
        return handle.play(command.framesPerSecond);
      case 'playback.stop':
        return handle.pause();
    }
  });
  return () => handle.dispose();
});
