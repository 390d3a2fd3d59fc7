/** What the bench's page uses of dwv 0.36, which is fetched when peers are measured and is in no package.json. */
declare module 'dwv' {
  export class ViewConfig {
    constructor(divId: string);
  }
  export class ToolConfig {
    constructor(options?: readonly string[]);
  }
  export class AppOptions {
    constructor(dataViewConfigs: Readonly<Record<string, readonly ViewConfig[]>>);
    tools: Readonly<Record<string, ToolConfig>>;
  }
  export class App {
    init(options: AppOptions): void;
    loadURLs(
      urls: readonly string[],
      options: { readonly requestHeaders: readonly { readonly name: string; readonly value: string }[] },
    ): string;
    setTool(name: string): void;
    addEventListener(type: string, listener: (event: { readonly value?: readonly unknown[] }) => void): void;
  }
}
