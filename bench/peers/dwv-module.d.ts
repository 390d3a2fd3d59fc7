/** What the bench's page uses of dwv 0.36, which is fetched when peers are measured and is in no package.json. */
declare module 'dwv' {
  interface AppOptions {
    tools: Readonly<Record<string, object>>;
  }
  interface App {
    init(options: AppOptions): void;
    loadURLs(urls: readonly string[], options: { readonly batchSize?: number }): string;
    setTool(name: string): void;
    addEventListener(
      type: string,
      listener: (event: { readonly value?: readonly unknown[]; readonly error?: unknown }) => void,
    ): void;
  }
  export const App: new () => App;
  export const AppOptions: new (dataViewConfigs: Readonly<Record<string, readonly object[]>>) => AppOptions;
  export const ToolConfig: new (options?: readonly string[]) => object;
  export const ViewConfig: new (divId: string) => object;
}
