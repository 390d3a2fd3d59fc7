import { AS_BYTES, READ_TAGS } from './read-tags';
import { Manufacturer } from './tags';

/*
 * The attributes of what others have drawn over pictures (segmentations, contours, doses, maps), by their keyword (PS3.6).
 * They are read by lazy code alone: contours may be a hundred megabytes, and nobody else has a use for them.
 */

export const ManufacturerModelName = '00081090';
export const OperatorsName = '00081070';
export const SourceImageSequence = '00082112';
export const DerivationImageSequence = '00089124';
export const SoftwareVersions = '00181020';
export const FloatPixelPaddingValue = '00280122';
export const DoubleFloatPixelPaddingValue = '00280123';
export const FloatPixelPaddingRangeLimit = '00280124';
export const DoubleFloatPixelPaddingRangeLimit = '00280125';
export const SegmentationType = '00620001';
export const SegmentedPropertyCategoryCodeSequence = '00620003';
export const SegmentDescription = '00620006';
export const SegmentationAlgorithmIdentificationSequence = '00620007';
export const SegmentAlgorithmType = '00620008';
export const SegmentAlgorithmName = '00620009';
export const RecommendedDisplayCIELabValue = '0062000D';
export const MaximumFractionalValue = '0062000E';
export const SegmentedPropertyTypeCodeSequence = '0062000F';
export const SegmentationFractionalType = '00620010';
export const AlgorithmVersion = '00660031';
export const AlgorithmName = '00660036';
export const DVHType = '30040001';
export const DoseType = '30040004';
export const DoseComment = '30040006';
export const DoseSummationType = '3004000A';
export const DVHSequence = '30040050';
export const DVHVolumeUnits = '30040054';
export const DVHData = '30040058';
export const DVHReferencedROISequence = '30040060';
export const DVHROIContributionType = '30040062';
export const DVHMinimumDose = '30040070';
export const DVHMaximumDose = '30040072';
export const DVHMeanDose = '30040074';
export const StructureSetLabel = '30060002';
export const StructureSetName = '30060004';
export const StructureSetDate = '30060008';
export const StructureSetTime = '30060009';
export const ReferencedFrameOfReferenceSequence = '30060010';
export const StructureSetROISequence = '30060020';
export const ROINumber = '30060022';
export const ReferencedFrameOfReferenceUID = '30060024';
export const ROIName = '30060026';
export const ROIDescription = '30060028';
export const ROIDisplayColor = '3006002A';
export const ROIGenerationAlgorithm = '30060036';
export const ROIGenerationDescription = '30060038';
export const ROIContourSequence = '30060039';
export const ContourSequence = '30060040';
export const ContourGeometricType = '30060042';
export const ContourData = '30060050';
export const RTROIObservationsSequence = '30060080';
export const ReferencedROINumber = '30060084';
export const RTROIInterpretedType = '300600A4';
export const ROIInterpreter = '300600A6';
export const ApprovalStatus = '300E0002';

const BY_VR: Readonly<Record<string, readonly string[]>> = {
  CS: [
    SegmentationType,
    SegmentAlgorithmType,
    SegmentationFractionalType,
    DVHType,
    DVHVolumeUnits,
    DVHROIContributionType,
    DoseType,
    DoseSummationType,
    ROIGenerationAlgorithm,
    ContourGeometricType,
    RTROIInterpretedType,
    ApprovalStatus,
  ],
  DA: [StructureSetDate],
  DS: [DVHData, DVHMinimumDose, DVHMaximumDose, DVHMeanDose],
  FD: [DoubleFloatPixelPaddingValue, DoubleFloatPixelPaddingRangeLimit],
  FL: [FloatPixelPaddingValue, FloatPixelPaddingRangeLimit],
  IS: [ROINumber, ReferencedROINumber, ROIDisplayColor],
  // Millions of numbers: each a text of its own, they would take ten times the room.
  [AS_BYTES]: [ContourData],
  LO: [
    Manufacturer,
    ManufacturerModelName,
    SoftwareVersions,
    SegmentAlgorithmName,
    AlgorithmVersion,
    AlgorithmName,
    DoseComment,
    StructureSetName,
    ROIName,
    ROIGenerationDescription,
  ],
  PN: [OperatorsName, ROIInterpreter],
  SH: [StructureSetLabel],
  SQ: [
    SourceImageSequence,
    DerivationImageSequence,
    SegmentedPropertyCategoryCodeSequence,
    SegmentationAlgorithmIdentificationSequence,
    SegmentedPropertyTypeCodeSequence,
    DVHSequence,
    DVHReferencedROISequence,
    ReferencedFrameOfReferenceSequence,
    StructureSetROISequence,
    ROIContourSequence,
    ContourSequence,
    RTROIObservationsSequence,
  ],
  ST: [SegmentDescription, ROIDescription],
  TM: [StructureSetTime],
  UI: [ReferencedFrameOfReferenceUID],
  US: [RecommendedDisplayCIELabValue, MaximumFractionalValue],
};

/** Group × 65,536 + element → VR: what every object is asked for, and these */
export const DRAWN_TAGS: ReadonlyMap<number, string> = new Map([
  ...READ_TAGS,
  ...Object.entries(BY_VR).flatMap(([vr, tags]) => tags.map((each) => [parseInt(each, 16), vr] as const)),
]);
