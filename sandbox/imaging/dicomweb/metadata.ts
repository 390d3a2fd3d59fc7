import type { CatalogueInstance, DicomJson } from '../../catalogue';

/** An instance's attributes as WADO-RS metadata give them: references made absolute, the stored syntax said. */
export async function metadataOf(instance: CatalogueInstance, address: string): Promise<DicomJson> {
  return {
    ...withAddresses(await instance.dataset(), `${address}/bulkdata`),
    // Available Transfer Syntax UID: lets a viewer choose its decoder before the first frame
    '00083002': { vr: 'UI', Value: [instance.transferSyntaxUid] },
  };
}

/** Bulk data are named by paths in the catalogue; on the wire they are addresses. */
function withAddresses(dataset: DicomJson, root: string): DicomJson {
  return Object.fromEntries(
    Object.entries(dataset).map(([tag, element]): [string, DicomJson[string]] => {
      if (element.BulkDataURI !== undefined) {
        const isAbsolute = /^[a-z]+:/i.test(element.BulkDataURI);
        return [tag, isAbsolute ? element : { ...element, BulkDataURI: `${root}/${element.BulkDataURI}` }];
      }
      if (element.vr !== 'SQ') return [tag, element];
      return [
        tag,
        { ...element, Value: element.Value?.map((item) => withAddresses(item as DicomJson, root)) },
      ];
    }),
  );
}
