/** What becomes of an element that may leave. Its value is made anew from what was understood of it: no text is copied. */
export type Rule =
  | { readonly kind: 'numbers'; readonly vr: string }
  /** Text of which only these words pass */
  | { readonly kind: 'words'; readonly vr: string; readonly words: ReadonlySet<string> }
  | { readonly kind: 'new-uid' }
  /** A date with a time, moved by as much as every other */
  | { readonly kind: 'moment' }
  /** Tags of the standard's own elements */
  | { readonly kind: 'pointer' }
  | { readonly kind: 'table' }
  | { readonly kind: 'items'; readonly of: AllowList };

export type AllowList = ReadonlyMap<string, Rule>;

/** Lines of VR, tag and keyword (PS3.6): numbers */
function numbers(lines: string): readonly (readonly [string, Rule])[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [vr = '', tag = ''] = line.trim().split(' ');
      return [tag, { kind: 'numbers', vr }];
    });
}

/** Lines of VR, tag, keyword and, behind a colon, the words that pass */
function words(lines: string): readonly (readonly [string, Rule])[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [head = '', list = ''] = line.split(': ');
      const [vr = '', tag = ''] = head.trim().split(' ');
      return [tag, { kind: 'words', vr, words: new Set(list.split(',').map((word) => word.trim())) }];
    });
}

const items = (tag: string, ...of: readonly (readonly [string, Rule])[]): readonly [string, Rule] => [
  tag,
  { kind: 'items', of: new Map(of) },
];

const TYPES = `ORIGINAL, DERIVED, MIXED, PRIMARY, SECONDARY, AXIAL, LOCALIZER, REFORMATTED, VOLUME, MPR, MIP,
  MAX_IP, MIN_IP, MINIP, MEAN_IP, AVERAGE, NONE, RESAMPLED, PROJECTION IMAGE, CT_SOM5 SPI, HELIX, M, R, I, P, FFE, SE, IR, T1, T2, ADC, FA,
  NORM, ND, DIS2D, DIS3D, FM, FS, MOSAIC, TRACEW, DIFFUSION, PERFUSION, ISOTROPIC, DIXON, WATER, FAT, IN_PHASE, OUT_PHASE,
  OPP_PHASE, ADD, SUB, SUBTRACTION, SINGLE PLANE, BIPLANE A, BIPLANE B, STATIC, DYNAMIC, WHOLE BODY, TOMO, GATED, RECON TOMO,
  RECON GATED TOMO, EMISSION, TRANSMISSION, TOMOSYNTHESIS, GENERATED_2D, COLOR, MONO, T1 MAP, T2 MAP, T2_STAR, PROTON_DENSITY, VELOCITY,
  FLOW_ENCODED, ANGIO, TOF, CALIBRATION, MONOENERGETIC, VIRTUAL_NON_CONTRAST`.replaceAll('\n', ' ');

const FRAME_TYPE = words(`
  CS 00089007 FrameType: ${TYPES}
  CS 00089205 PixelPresentation: MONOCHROME, COLOR, MIXED, TRUE_COLOR
  CS 00089206 VolumetricProperties: VOLUME, SAMPLED, DISTORTED, MIXED
  CS 00089207 VolumeBasedCalculationTechnique: MAX_IP, MIN_IP, VOLUME_RENDER, SURFACE_RENDER, MPR, CURVED_MPR, NONE, MIXED
  CS 00089208 ComplexImageComponent: MAGNITUDE, PHASE, REAL, IMAGINARY, MIXED
  CS 00089209 AcquisitionContrast: DIFFUSION, FLOW_ENCODED, FLUID_ATTENUATED, PERFUSION, PROTON_DENSITY, STIR, TAGGING, T1, T2, T2_STAR, TOF, UNKNOWN, MIXED`);

const MOMENT: Rule = { kind: 'moment' };
const POINTER: Rule = { kind: 'pointer' };
const NEW_UID: Rule = { kind: 'new-uid' };
const TABLE: Rule = { kind: 'table' };

const GROUPS = [
  items(
    '00289110',
    ...numbers('DS 00280030 PixelSpacing\nDS 00180050 SliceThickness\nDS 00180088 SpacingBetweenSlices'),
  ),
  items('00209113', ...numbers('DS 00200032 ImagePositionPatient')),
  items('00209116', ...numbers('DS 00200037 ImageOrientationPatient')),
  items(
    '00289132',
    ...numbers('DS 00281050 WindowCenter\nDS 00281051 WindowWidth'),
    ...words('CS 00281056 VOILUTFunction: LINEAR, LINEAR_EXACT, SIGMOID'),
  ),
  items(
    '00289145',
    ...numbers('DS 00281052 RescaleIntercept\nDS 00281053 RescaleSlope'),
    ...words('LO 00281054 RescaleType: HU, US, OD, MGML, ED, Z_EFF, BQML'),
  ),
  items(
    '00209111',
    ...numbers(`US 00209156 FrameAcquisitionNumber
      UL 00209157 DimensionIndexValues
      UL 00209057 InStackPositionNumber
      UL 00209128 TemporalPositionIndex
      FD 00189220 FrameAcquisitionDuration`),
    ['00189074', MOMENT],
    ['00189151', MOMENT],
  ),
  items('00189226', ...FRAME_TYPE),
  items('00189329', ...FRAME_TYPE),
  items('00189114', ...numbers('FD 00189082 EffectiveEchoTime')),
  items(
    '00189112',
    ...numbers('DS 00180080 RepetitionTime\nIS 00180091 EchoTrainLength\nDS 00181314 FlipAngle'),
  ),
  items(
    '00189117',
    ...numbers('FD 00189087 DiffusionBValue'),
    ...words('CS 00189075 DiffusionDirectionality: DIRECTIONAL, BMATRIX, ISOTROPIC, NONE'),
  ),
];

const MODALITIES =
  'CR, CT, DX, MG, IO, PX, MR, PT, NM, XA, RF, US, IVUS, BDUS, SC, OT, ES, XC, GM, OP, OPT, OCT, DMS, BMD';
const PARTS =
  `ABDOMEN, ABDOMENPELVIS, ADRENAL, ANKLE, AORTA, ARM, AXILLA, BACK, BLADDER, BRAIN, BREAST, BRONCHUS, BUTTOCK, CALCANEUS, CALF, CAROTID,
  CEREBELLUM, CERVIX, CHEEK, CHEST, CHESTABDOMEN, CHESTABDPELVIS, CIRCLEOFWILLIS, CLAVICLE, COCCYX, COLON, CORNEA, CORONARYARTERY, CSPINE, CTSPINE,
  DUODENUM, EAR, ELBOW, ESOPHAGUS, EXTREMITY, EYE, EYELID, FACE, FEMUR, FIBULA, FINGER, FOOT, GALLBLADDER, HAND, HEAD, HEADNECK, HEART, HIP,
  HUMERUS, ILEUM, IAC, JAW, JEJUNUM, KIDNEY, KNEE, LARYNX, LEG, LIVER, LSPINE, LSSPINE, LUNG, MANDIBLE, MAXILLA, MEDIASTINUM, NECK,
  NECKCHEST, NOSE, ORBIT, OVARY, PANCREAS, PAROTID, PATELLA, PELVIS, PENIS, PHARYNX, PROSTATE, RADIUS, RECTUM, RIB, SCALP, SCAPULA, SCROTUM,
  SHOULDER, SKULL, SPINE, SPLEEN, SSPINE, STERNUM, STOMACH, TESTIS, THIGH, THUMB, THYMUS, THYROID, TIBIA, TLSPINE, TMJ, TOE, TONGUE, TRACHEA,
  TSPINE, ULNA, URETER, URETHRA, UTERUS, VAGINA, WHOLEBODY, WRIST, ZYGOMA`.replaceAll('\n', ' ');

/**
 * Everything of an object that may leave in a teaching copy, at the depth where it stands here; what says who, where, by whom
 * and why, every text that a person wrote, everything private and everything unknown does not. What describes the pixels
 * themselves (Rows to Pixel Representation) is written from the pixels. Where this keeps more than the Basic Profile of PS3.15
 * Annex E: sex and age, moved dates (options 113108, 113107), and nothing else.
 */
export const ALLOWED: AllowList = new Map<string, Rule>([
  ['0020000D', NEW_UID],
  ['0020000E', NEW_UID],
  ['00080018', NEW_UID],
  ['00200052', NEW_UID],
  ['00280009', POINTER],
  ...numbers(`
    IS 00200011 SeriesNumber
    IS 00200013 InstanceNumber
    IS 00200012 AcquisitionNumber
    IS 00201002 ImagesInAcquisition
    IS 00200100 TemporalPositionIdentifier
    IS 00200105 NumberOfTemporalPositions
    DS 00180050 SliceThickness
    DS 00180060 KVP
    DS 00180080 RepetitionTime
    DS 00180081 EchoTime
    DS 00180082 InversionTime
    DS 00180083 NumberOfAverages
    DS 00180084 ImagingFrequency
    IS 00180086 EchoNumbers
    DS 00180087 MagneticFieldStrength
    DS 00180088 SpacingBetweenSlices
    IS 00180089 NumberOfPhaseEncodingSteps
    DS 00180090 DataCollectionDiameter
    IS 00180091 EchoTrainLength
    DS 00180093 PercentSampling
    DS 00180094 PercentPhaseFieldOfView
    DS 00180095 PixelBandwidth
    IS 00180040 CineRate
    IS 00082144 RecommendedDisplayFrameRate
    DS 00181063 FrameTime
    DS 00181065 FrameTimeVector
    DS 00181100 ReconstructionDiameter
    DS 00181110 DistanceSourceToDetector
    DS 00181111 DistanceSourceToPatient
    DS 00181114 EstimatedRadiographicMagnificationFactor
    DS 00181120 GantryDetectorTilt
    IS 00181150 ExposureTime
    IS 00181151 XRayTubeCurrent
    IS 00181152 Exposure
    DS 00181164 ImagerPixelSpacing
    DS 00182010 NominalScannedPixelSpacing
    IS 00181242 ActualFrameDuration
    US 00181310 AcquisitionMatrix
    DS 00181314 FlipAngle
    DS 00181510 PositionerPrimaryAngle
    DS 00181511 PositionerSecondaryAngle
    DS 001811A0 BodyPartThickness
    DS 001811A2 CompressionForce
    IS 00181602 ShutterLeftVerticalEdge
    IS 00181604 ShutterRightVerticalEdge
    IS 00181606 ShutterUpperHorizontalEdge
    IS 00181608 ShutterLowerHorizontalEdge
    IS 00181610 CenterOfCircularShutter
    IS 00181612 RadiusOfCircularShutter
    IS 00181620 VerticesOfThePolygonalShutter
    FD 00189087 DiffusionBValue
    DS 00200032 ImagePositionPatient
    DS 00200037 ImageOrientationPatient
    DS 00201041 SliceLocation
    DS 00280030 PixelSpacing
    IS 00280034 PixelAspectRatio
    US 00280120 PixelPaddingValue
    SS 00281041 PixelIntensityRelationshipSign
    DS 00281050 WindowCenter
    DS 00281051 WindowWidth
    DS 00281052 RescaleIntercept
    DS 00281053 RescaleSlope
    DS 00282112 LossyImageCompressionRatio
    US 00540010 EnergyWindowVector
    US 00540011 NumberOfEnergyWindows
    US 00540020 DetectorVector
    US 00540021 NumberOfDetectors
    US 00540050 RotationVector
    US 00540051 NumberOfRotations
    US 00540060 RRIntervalVector
    US 00540061 NumberOfRRIntervals
    US 00540070 TimeSlotVector
    US 00540071 NumberOfTimeSlots
    US 00540080 SliceVector
    US 00540081 NumberOfSlices
    US 00540090 AngularViewVector
    US 00540100 TimeSliceVector
    DS 00541300 FrameReferenceTime
    DS 00541321 DecayFactor
    US 00541330 ImageIndex`),
  ...words(`
    CS 00080008 ImageType: ${TYPES}
    CS 00080060 Modality: ${MODALITIES}
    CS 00080064 ConversionType: DV, DI, DF, WSD, SD, SI, DRW, SYN
    CS 00080068 PresentationIntentType: FOR PRESENTATION, FOR PROCESSING
    CS 00100040 PatientSex: M, F, O
    CS 00180015 BodyPartExamined: ${PARTS}
    CS 00180020 ScanningSequence: SE, IR, GR, EP, RM
    CS 00180021 SequenceVariant: SK, MTC, SS, TRSS, SP, MP, OSP, NONE
    CS 00180023 MRAcquisitionType: 2D, 3D
    CS 00181140 RotationDirection: CW, CC
    CS 00181312 InPlanePhaseEncodingDirection: ROW, COL
    CS 00181508 PositionerType: CARM, COLUMN, MAMMOGRAPHIC, PANORAMIC, CEPHALOSTAT, RIGID, NONE
    CS 00181600 ShutterShape: RECTANGULAR, CIRCULAR, POLYGONAL
    CS 00185100 PatientPosition: HFP, HFS, HFDR, HFDL, FFP, FFS, FFDR, FFDL, LFP, LFS, RFP, RFS, AFDR, AFDL, PFDR, PFDL
    CS 00185101 ViewPosition: AP, PA, LL, RL, RLD, LLD, RLO, LLO, LAT, LATERAL, OBL, AXIAL, CC, MLO, ML, LM, LMO, XCCL, XCCM, XCC, FB, SIO, ISO, AT, CV
    CS 00187004 DetectorType: DIRECT, SCINTILLATOR, STORAGE, FILM
    CS 00200020 PatientOrientation: L, R, A, P, H, F, AL, AR, PL, PR, HL, HR, FL, FR, LA, LP, RA, RP, LH, LF, RH, RF, AH, AF, PH, PF, HA, HP, FA, FP
    CS 00200060 Laterality: R, L
    CS 00200062 ImageLaterality: R, L, U, B
    CS 00209311 DimensionOrganizationType: 3D, 3D_TEMPORAL, TILED_FULL, TILED_SPARSE
    CS 00280051 CorrectedImage: DECY, ATTN, SCAT, DTIM, MOTN, PMOT, CLN, RAN, RADL, DCAL, NORM, COUNT, LIN, UNIF, ENRG
    CS 00280302 RecognizableVisualFeatures: YES, NO
    CS 00280A02 PixelSpacingCalibrationType: GEOMETRY, FIDUCIAL
    CS 00281040 PixelIntensityRelationship: LIN, LOG, DISP, OTHER
    LO 00281054 RescaleType: HU, US, OD, MGML, ED, Z_EFF, BQML
    CS 00281056 VOILUTFunction: LINEAR, LINEAR_EXACT, SIGMOID
    CS 00281300 BreastImplantPresent: YES, NO
    CS 00281350 PartialView: YES, NO
    CS 00282110 LossyImageCompression: 00, 01
    CS 00282114 LossyImageCompressionMethod: ISO_10918_1, ISO_14495_1, ISO_15444_1, ISO_15444_15, ISO_18181_1, ISO_13818_2, ISO_14496_10
    CS 20500020 PresentationLUTShape: IDENTITY, INVERSE
    CS 00541000 SeriesType: STATIC, DYNAMIC, GATED, WHOLE BODY, IMAGE, REPROJECTION
    CS 00541001 Units: CNTS, NONE, CM2, CM2ML, PCNT, CPS, BQML, MGMINML, UMOLMINML, MLMING, MLG, 1CM, UMOLML, PROPCNTS, PROPCPS, MLMINML, MLML, GML, STDDEV
    CS 00541002 CountsSource: EMISSION, TRANSMISSION
    CS 00541102 DecayCorrection: NONE, START, ADMIN`),
  ...FRAME_TYPE.filter(([tag]) => tag !== '00089007'),
  items(
    '00283000',
    ['00283002', { kind: 'numbers', vr: 'US' }],
    ['00283006', TABLE],
    ...words('LO 00283004 ModalityLUTType: HU, US, OD'),
  ),
  items('00283010', ['00283002', { kind: 'numbers', vr: 'US' }], ['00283006', TABLE]),
  items(
    '00286100',
    ...words('CS 00286101 MaskOperation: NONE, AVG_SUB, TID, REV_TID'),
    ...numbers(
      'US 00286102 ApplicableFrameRange\nUS 00286110 MaskFrameNumbers\nFL 00286114 MaskSubPixelShift\nSS 00286120 TIDOffset',
    ),
  ),
  items(
    '00186011',
    ...numbers(`
      US 00186012 RegionSpatialFormat
      US 00186014 RegionDataType
      UL 00186016 RegionFlags
      UL 00186018 RegionLocationMinX0
      UL 0018601A RegionLocationMinY0
      UL 0018601C RegionLocationMaxX1
      UL 0018601E RegionLocationMaxY1
      SL 00186020 ReferencePixelX0
      SL 00186022 ReferencePixelY0
      US 00186024 PhysicalUnitsXDirection
      US 00186026 PhysicalUnitsYDirection
      FD 00186028 ReferencePixelPhysicalValueX
      FD 0018602A ReferencePixelPhysicalValueY
      FD 0018602C PhysicalDeltaX
      FD 0018602E PhysicalDeltaY`),
  ),
  items('00209221', ['00209164', NEW_UID]),
  items('00209222', ['00209164', NEW_UID], ['00209165', POINTER], ['00209167', POINTER]),
  items('52009229', ...GROUPS),
  items('52009230', ...GROUPS),
]);

/** Dates of an object with the times that belong to them (PS3.3 C.7.2.1, C.7.3.1, C.7.6.1) */
export const DATES: readonly (readonly [date: string, time: string])[] = [
  ['00080020', '00080030'],
  ['00080021', '00080031'],
  ['00080022', '00080032'],
  ['00080023', '00080033'],
];
