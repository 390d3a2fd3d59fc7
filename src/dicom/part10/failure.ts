/** What is wrong with a DICOM file, in a few words for an engineer that name no patient. The only error thrown here. */
export class Part10Error extends Error {
  override readonly name = 'Part10Error';
}
