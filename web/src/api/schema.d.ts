// Made by `.venv/bin/python docs/write_types.py` from the application's OpenAPI document: do not edit.

/** A UUID. */
export type Id = string;

/** A day: 2026-01-15. */
export type Day = string;

/** A point in time: 2026-01-15T10:30:00Z. */
export type Moment = string;

export interface Address {
  street: string;
  number: string;
  complement: string;
  district: string;
  city: string;
  uf: string;
  cep: string;
}

export interface AlertPage {
  data: AlertView[];
  nextCursor: string | null;
}

export interface AlertRuleInput {
  name: string;
  metric: Metric;
  comparison: AlertsComparison;
  threshold: number;
  lastingS: number;
  clearThreshold: number;
  clearLastingS: number;
  severity: Severity;
  targets: string[];
  enabled?: boolean;
}

export interface AlertRuleView {
  id: Id;
  name: string;
  metric: Metric;
  comparison: AlertsComparison;
  threshold: number;
  lastingS: number;
  clearThreshold: number;
  clearLastingS: number;
  severity: Severity;
  targets: string[];
  enabled: boolean;
  openSince: Moment | null;
  version: number;
}

export interface AlertRules {
  data: AlertRuleView[];
  availableTargets: string[];
}

export interface AlertView {
  id: Id;
  ruleId: Id | null;
  name: string;
  metric: Metric;
  comparison: AlertsComparison;
  threshold: number;
  severity: Severity;
  openedAt: Moment;
  closedAt: Moment | null;
  value: number;
  peak: number;
}

/** On which side of the threshold trouble is. */
export type AlertsComparison = "above" | "below";

export interface AllOf {
  of: (Equals | NotEquals | OneOf | Answered | Greater | Less | Contains | AllOf | AnyOf)[];
  op: "all";
}

export interface Answer {
  questionId: string;
  value: string | boolean | number | string[] | null;
  version: number;
  answeredBy: Ref | null;
  answeredAt: Moment;
}

export interface AnswerItemInput {
  itemId: Id;
  available?: boolean;
  /** Such as 38.9000. */
  unitPrice?: string;
  /** Such as 120.000. */
  quantity?: string | null;
  quantityReason?: string;
  /** Such as 5590.14. */
  discount?: string;
  /** Such as 5590.14. */
  freight?: string;
  /** Such as 5590.14. */
  taxes?: string;
  brand?: string;
  deliveryDays?: number | null;
  note?: string;
}

export interface AnswerLimits {
  quantityChangePercent: string;
  itemDiscountCapPercent: string;
  globalDiscountCapPercent: string;
}

export interface AnswerPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: AnswerRow[];
}

export interface AnswerRow {
  id: Id;
  briefingId: Id;
  questionId: string;
  value: string | boolean | number | string[] | null;
  version: number;
  answeredBy: Ref | null;
  answeredAt: Moment;
}

export interface Answered {
  question: string;
  op: "answered";
}

export interface Answers {
  data: Answer[];
  visible: string[];
  missing: string[];
  progress: number;
}

export interface AnyOf {
  of: (Equals | NotEquals | OneOf | Answered | Greater | Less | Contains | AllOf | AnyOf)[];
  op: "any";
}

export interface Approval {
  name: string;
  /** Such as 529.982.247-25. */
  cpf: string;
  comment?: string;
}

export interface ApprovalPolicy {
  secondSignatureAbove: string;
  leastAnswers: number;
  quantityChangePercent: string;
  overDeliveryPercent: string;
  priceTolerancePercent: string;
  itemDiscountCapPercent: string;
  globalDiscountCapPercent: string;
  monthlyRatePercent: string;
  reminderHours: number;
  escalationHours: number;
  budget: BudgetRule;
  quotationDays: number;
}

export interface Approvals {
  requestId: Id;
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  version: number;
  round: number;
  stage: "a1" | "a2" | "a3" | null;
  waitingSince: Moment | null;
  /** Such as 2850.00. */
  amount: string | null;
  sha256: string;
  /** Such as 2500.00. */
  secondSignatureAbove: string;
  escalated: boolean;
  waitingFor: SignerView[];
  steps: ProcurementApprovalsStep[];
  can: string[];
}

export interface ApproveInput {
  stage?: "a1" | "a2" | "a3" | null;
  version?: number | null;
  seenSha256?: string | null;
  reason?: string;
}

/** What a move asks for beside the card. */
export type Asks = "nothing" | "reason" | "screen";

export interface AuditLine {
  id: Id;
  at: Moment;
  action: string;
  result: "ok" | "refused" | "failed";
  person: PersonRef | null;
  thing: string | null;
  thingId: Id | null;
  before: { [key: string]: unknown } | null;
  after: { [key: string]: unknown } | null;
  detail: { [key: string]: unknown } | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
}

export interface AuditPage {
  data: AuditLine[];
  nextCursor: string | null;
}

export interface Award {
  id: Id;
  purchaseRequest: RoundsRequestRef;
  round: RoundRef;
  /** Such as 5590.14. */
  total: string;
  reason: string;
  exceptionReason: string;
  awardedBy: Ref;
  at: Moment;
  stands: boolean;
  items: AwardItem[];
  leftOut: Balance[];
  following: RoundsRequestRef | null;
  comparison: ComparisonMap;
}

export interface AwardInput {
  choices?: ChoiceInput[];
  quotationId?: Id | null;
  leaveOut?: Id[];
  reason?: string;
  exceptionReason?: string;
  /** Such as 9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015. */
  seenSha256?: string | null;
}

export interface AwardItem {
  id: Id;
  itemId: Id;
  quotationId: Id;
  supplier: Ref;
  position: number;
  description: string;
  unit: string;
  quantity: string;
  unitPrice: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  total: string;
  /** Such as 5590.14. */
  firstTotal: string;
  /** Such as 5590.14. */
  highestTotal: string;
  /** Such as 5590.14. */
  lowestTotal: string;
  brand: string;
  deliveryDays: number | null;
}

export interface AwardSummary {
  id: Id;
  roundId: Id;
  /** Such as 5590.14. */
  total: string;
  reason: string;
  awardedBy: Ref;
  at: Moment;
  stands: boolean;
  followingId: Id | null;
}

export interface Awards {
  data: AwardSummary[];
}

export interface Balance {
  itemId: Id;
  quantity: string;
}

export interface Basket {
  lines: Line[];
  suppliers: Share[];
  total: string;
  presentValue: string;
  deliveryDays: number | null;
  missing: Id[];
  short: Id[];
}

export interface Board {
  data: StatusCount[];
}

export interface Briefing {
  id: Id;
  number: number;
  title: string;
  status: "EM_ANDAMENTO" | "CONCLUIDO" | "EM_EDICAO" | "ORCAMENTO_ELABORACAO" | "PROJETO_INICIADO";
  progress: number;
  client: Ref;
  template: Ref;
  responsible: Ref | null;
  can: string[];
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface BriefingChange {
  clientId?: Id;
  title?: string;
  responsibleId?: Id | null;
}

export interface BriefingInput {
  clientId: Id;
  templateId: Id;
  title: string;
  responsibleId?: Id | null;
}

export interface BriefingPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: BriefingRow[];
}

export interface BriefingPeople {
  data: Ref[];
}

export interface BriefingRef {
  id: Id;
  number: number;
  title: string;
}

export interface BriefingRow {
  id: Id;
  number: number;
  title: string;
  status: "EM_ANDAMENTO" | "CONCLUIDO" | "EM_EDICAO" | "ORCAMENTO_ELABORACAO" | "PROJETO_INICIADO";
  progress: number;
  client: Ref;
  template: string;
  responsible: Ref | null;
  orcamentos: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface Budget {
  id: Id;
  costCentre: CentreRef;
  year: number;
  month: number;
  amount: string;
  note: string;
  committed: string;
  remaining: string;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface BudgetChange {
  /** Such as 15000.00. */
  amount: string;
  note?: string;
}

export interface BudgetFigures {
  requests: number;
  committed: string;
  allowed: string;
  overBudget: number;
}

export interface BudgetInput {
  costCentreId: Id;
  year: number;
  month?: number;
  /** Such as 15000.00. */
  amount: string;
  note?: string;
}

export interface BudgetPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: BudgetRow[];
}

export interface BudgetReport {
  fromDay: Day;
  toDay: Day;
  more: number;
  rows: ReportsBudgetRow[];
  totals: BudgetFigures;
}

export interface BudgetRow {
  id: Id;
  costCentre: CentreRef;
  year: number;
  month: number;
  amount: string;
  note: string;
  committed: string;
  remaining: string;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

/** What becomes of a request that would pass the budget of its cost centre. */
export type BudgetRule = "flag" | "block";

export interface BudgetView {
  allowed: string | null;
  committed: string;
  remaining: string | null;
  exceeded: boolean;
}

/** Type of building (tipologia). */
export type BuildingType = "unifamiliar" | "multifamiliar" | "apartamento" | "loja" | "escritorio" | "clinica" | "restaurante" | "hotel" | "escola" | "industrial" | "shopping" | "hospital";

export interface Bulk {
  id: Id;
  decision: "approved" | "rejected";
  archive: boolean;
  reason: string;
  state: "queued" | "running" | "done";
  total: number;
  done: number;
  refused: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  items: BulkItem[];
}

export interface BulkInput {
  decision: "approved" | "rejected";
  ids: Id[];
  reason?: string;
  archive?: boolean;
}

export interface BulkItem {
  requestId: Id;
  /** Such as SOL-2026-001. */
  code: string | null;
  outcome: "approved" | "rejected" | "refused" | null;
  errorCode: string;
  detail: string;
  at: Moment | null;
}

export interface BulkPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: BulkRow[];
}

export interface BulkRow {
  id: Id;
  decision: "approved" | "rejected";
  archive: boolean;
  reason: string;
  state: "queued" | "running" | "done";
  total: number;
  done: number;
  refused: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface BuyerInput {
  buyerId: Id | null;
}

export interface ByHandConfirmation {
  name?: string;
  promisedOn?: Day | null;
  comment?: string;
}

export interface CacheHealth {
  backend: string;
  status: PartStatus;
}

export interface CashOffer {
  percent: string;
  discount: string;
  total: string;
}

export interface Categories {
  data: Category[];
}

export interface Category {
  name: string;
  suppliers: number;
}

export interface Cell {
  quotationId: Id;
  unitPrice: string;
  quantity: string;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
  neededUnitCost: string;
  covers: boolean;
  best: boolean;
  brand: string;
  deliveryDays: number | null;
  quantityReason: string;
  note: string;
}

export interface CentrePeople {
  data: CentrePerson[];
}

export interface CentrePerson {
  person: Ref;
  approves: boolean;
}

export interface CentrePersonInput {
  approves: boolean;
}

export interface CentreRef {
  id: Id;
  code: string;
  name: string;
}

export interface Chapter {
  id: string;
  title: string;
  help?: string;
  questions: EstimatingQuestionnaireStructureQuestion[];
}

export interface ChoiceInput {
  itemId: Id;
  quotationId: Id;
  /** Such as 120.000. */
  quantity?: string | null;
}

export interface Client {
  id: Id;
  kind: "PF" | "PJ";
  name: string;
  tradeName: string;
  document: string;
  email: string;
  phone: string;
  address: Address;
  notes: string;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface ClientInput {
  kind: "PF" | "PJ";
  name: string;
  tradeName?: string;
  document?: string;
  email?: string;
  phone?: string;
  address?: Address;
  notes?: string;
}

export interface ClientPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: ClientRow[];
}

export interface ClientRow {
  id: Id;
  kind: "PF" | "PJ";
  name: string;
  tradeName: string;
  document: string | null;
  email: string;
  phone: string;
  city: string;
  uf: string;
  archived: boolean;
  briefings: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface Code {
  code: string;
}

export interface CodeRef {
  id: Id;
  code: string;
}

export interface Column {
  quotationId: Id;
  supplierId: Id;
  supplierName: string;
  score: string | null;
  answeredAt: Moment;
  paymentDays: number[];
  paymentTerms: string;
  paymentFactor: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  lapsed: boolean;
  items: number;
  coversAll: boolean;
  bestCells: number;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
}

export interface CommentInput {
  text: string;
  mentions?: Id[];
}

export interface CommentPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: CommentRow[];
}

export interface CommentRow {
  id: Id;
  requestId: Id;
  person: Ref;
  text: string;
  mentions: Ref[];
  deleted: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  canAlso: { [key: string]: string[] };
}

export interface CommercialTerms {
  validUntil: Day;
  payment: string;
  cash: CashOffer;
  revisions: number;
  lateFinePercent: string;
  lateInterestPercentMonth: string;
  adjustmentIndex: string;
  adjustmentMonths: number;
  clauses: string[];
}

export interface CommitmentFigures {
  orders: number;
  ordered: string;
  balance: string;
  overdueOrders: number;
  overdue: string;
}

export interface CommitmentRow {
  orders: number;
  ordered: string;
  balance: string;
  overdueOrders: number;
  overdue: string;
  key: string;
  label: string;
  nextOn: Day | null;
}

export interface Commitments {
  fromDay: Day;
  toDay: Day;
  more: number;
  by: GroupBy;
  rows: CommitmentRow[];
  totals: CommitmentFigures;
}

export interface ComparedRound {
  id: Id;
  /** Such as COT-2026-001. */
  code: string;
  status: "open" | "awarded" | "cancelled";
  closesAt: Moment;
  version: number;
}

export interface ComparisonMap {
  monthlyRatePercent: string;
  columns: Column[];
  rows: Row[];
}

/** Complexity (complexidade). */
export type Complexity = "baixa" | "media" | "alta" | "muito_alta";

export interface ComposedDiscipline {
  discipline: Discipline;
  price: string;
  stages: StageAmount[];
}

export interface Composition {
  total: string;
  disciplines: ComposedDiscipline[];
  stages: StageAmount[];
}

export interface Confirmation {
  name: string;
  promisedOn?: Day | null;
  comment?: string;
}

export interface ConfirmationReceipt {
  code: string;
  status: "confirmed";
  at: Moment;
  name: string;
  promisedOn: Day | null;
  sha256: string;
}

export interface Connection {
  transport: string;
  address: string | null;
  userAgent: string;
  sessionId: Id;
  connectedAt: Moment;
  lastSeenAt: Moment;
}

export interface Contains {
  question: string;
  value: string;
  op: "contains";
}

export interface CostCentre {
  id: Id;
  code: string;
  name: string;
  department: Ref | null;
  approvers: Ref[];
  people: number;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface CostCentreInput {
  /** Such as OBRA-12. */
  code: string;
  name: string;
  departmentId?: Id | null;
}

export interface CostCentrePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: CostCentreRow[];
}

export interface CostCentreRow {
  id: Id;
  code: string;
  name: string;
  department: Ref | null;
  approvers: Ref[];
  people: number;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  canAlso: { [key: string]: string[] };
}

export interface CountInput {
  orderItemId: Id;
  /** Such as 120.000. */
  accepted?: string;
  /** Such as 120.000. */
  refused?: string;
  refusedReason?: string;
}

export interface Credentials {
  email: string;
  password: string;
  organisationId?: Id | null;
  code?: string;
}

export interface CubValue {
  uf: Uf;
  month: Day;
  value: string;
  source: string;
  example: boolean;
}

export interface CycleTime {
  fromDay: Day;
  toDay: Day;
  more: number;
  rows: StageRow[];
  months: MonthTimes[];
  totals: StageTimes;
}

export interface DatabaseHealth {
  status: PartStatus;
  latencyMs: number | null;
}

export interface DeadJob {
  id: number;
  job: string;
  error: string;
  attempts: number;
  failedAt: Moment;
}

export interface DeadJobs {
  data: DeadJob[];
}

export interface Decision {
  at: Moment;
  name: string;
  document: string | null;
  reason: string;
  recordedBy: Ref | null;
}

export interface DecisionInput {
  reason: string;
  name?: string;
}

export interface Delegation {
  id: Id;
  from: Ref;
  to: Ref;
  startsOn: Day;
  endsOn: Day;
  reason: string;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface DelegationInput {
  toId: Id;
  fromId?: Id | null;
  startsOn: Day;
  endsOn: Day;
  reason?: string;
}

export interface DelegationPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: DelegationRow[];
}

export interface DelegationRow {
  id: Id;
  from: Ref;
  to: Ref;
  startsOn: Day;
  endsOn: Day;
  reason: string;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  cannot: { [key: string]: string[] };
}

export interface DemoAccount {
  email: string;
  password: string;
  name: string;
  organisation: string;
  role: string;
  description: string;
}

export interface DemoAccounts {
  data: DemoAccount[];
}

export interface Department {
  id: Id;
  name: string;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface DepartmentInput {
  name: string;
}

export interface DepartmentPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: Department[];
}

/** In what the three do not agree. */
export type DifferenceKind = "no_invoice" | "issuer" | "recipient" | "quantity" | "missing" | "extra" | "over_ordered" | "price" | "freight" | "taxes" | "total";

/** What a studio designs; each is priced for itself. */
export type Discipline = "arquitetura" | "estrutural" | "eletrica" | "hidraulica" | "avac" | "incendio" | "gas" | "dados" | "interiores" | "paisagismo" | "automacao" | "luminotecnica" | "acustica";

export interface DisciplineLine {
  discipline: Discipline;
  price: string;
  work: HoursSpent | null;
}

export interface DiscountChange {
  percent?: string | null;
  amount?: string | null;
}

export interface DiscountDecision {
  comment?: string;
}

/** How the discount over a whole quotation is given. */
export type DiscountKind = "none" | "percent" | "fixed";

export interface DiscountView {
  /** Such as 28520.00. */
  amount: string;
  percent: string;
  status: "none" | "pending" | "approved" | "refused";
  askedBy: Ref | null;
  decidedBy: Ref | null;
}

export interface EndingInput {
  reason: string;
}

export interface Equals {
  question: string;
  value: string | boolean | number;
  op: "equals";
}

export interface EstimatingApprovalComment {
  text: string;
  name?: string;
}

export interface EstimatingApprovalReceipt {
  id: Id;
  code: string;
  version: number;
  status: "APROVADO" | "REJEITADO";
  at: Moment;
  name: string;
  sha256: string;
}

export interface EstimatingBriefingsAnswerInput {
  value: string | boolean | number | string[] | null;
  version?: number | null;
}

export interface EstimatingComparisonDifference {
  section: Section;
  key: string;
  label: string;
  before: string | null;
  after: string | null;
  delta: string | null;
}

export interface EstimatingMethodsResultStep {
  label: string;
  formula: string;
  value: string;
}

export interface EstimatingOrcamentosComparison {
  before: VersionRow;
  after: VersionRow;
  differences: EstimatingComparisonDifference[];
}

export interface EstimatingOrcamentosEvent {
  id: Id;
  at: Moment;
  kind: string;
  person: EstimatingOrcamentosEventPerson;
  text: string;
  detail: { [key: string]: unknown };
}

export interface EstimatingOrcamentosEventPerson {
  id: Id | null;
  name: string;
}

export interface EstimatingOrcamentosHistory {
  data: EstimatingOrcamentosEvent[];
  nextCursor: string | null;
}

export interface EstimatingPolicy {
  number: number;
  policy: PricePolicy;
  note: string;
  createdAt: Moment | null;
  createdBy: Ref | null;
}

export interface EstimatingPolicyInput {
  policy: PricePolicy;
  note?: string;
}

export interface EstimatingPolicyVersion {
  number: number;
  note: string;
  createdAt: Moment;
  createdBy: Ref | null;
}

export interface EstimatingPolicyVersions {
  data: EstimatingPolicyVersion[];
}

export interface EstimatingQuestionnaireStructureQuestion {
  id: string;
  text: string;
  kind: QuestionKind;
  required?: boolean;
  help?: string;
  placeholder?: string;
  options?: Option[];
  unit?: string;
  shownIf?: Equals | NotEquals | OneOf | Answered | Greater | Less | Contains | AllOf | AnyOf | null;
  fact?: Fact | null;
  min?: string | null;
  max?: string | null;
  maxChars?: number | null;
}

export interface ExtendInput {
  closesAt: Moment;
}

/** What raises the market price of a base. */
export type Extra = "piscina" | "elevador" | "automacao" | "certificacao";

/** What an answer can tell about a project: the fields of `ProjectFacts`. */
export type Fact = "area_m2" | "building_type" | "standard" | "complexity" | "disciplines" | "optional_disciplines" | "extras" | "deadline_weeks" | "budget" | "city" | "uf";

export interface FactInput {
  value: string | number | string[];
}

export interface FactsInput {
  /** Such as 200. */
  areaM2: string;
  buildingType?: BuildingType;
  standard?: Standard;
  complexity?: Complexity;
  disciplines: Discipline[];
  optionalDisciplines?: Discipline[];
  extras?: Extra[];
  deadlineWeeks?: number | null;
  budget?: string | null;
  city?: string;
  uf?: Uf | null;
}

/** Families of disciplines that share hourly rates, a mix of people and a table of stages. */
export type Family = "arquitetura" | "estrutura" | "instalacoes" | "paisagismo";

export interface File {
  id: Id;
  name: string;
  contentType: string;
  size: number;
  sha256: string;
  url: string;
}

export interface FileInput {
  name: string;
  contentType: string;
  size: number;
  sha256: string;
  thing: string;
  thingId?: Id | null;
}

export interface FinishInput {
  invoiceId?: Id | null;
  differenceReason?: string;
}

/** When notices are mailed, to those who want mail. On the screen they always come at once. */
export type Frequency = "immediate" | "hourly" | "daily";

export interface GenerationInput {
  title?: string;
  startsOn?: Day | null;
}

export interface Greater {
  question: string;
  value: string;
  op: "greater";
}

/** What the rows are. */
export type GroupBy = "month" | "costCentre" | "department" | "supplier" | "category";

export interface Health {
  status: Status;
  timestamp: Moment;
  uptime: number;
  memory: Memory;
  connections: HealthConnections;
  cache: CacheHealth;
  database: DatabaseHealth;
  version: string;
  demo: boolean;
}

export interface HealthConnections {
  size: number;
  idle: number;
  max: number;
}

export interface HistoryPoint {
  at: Moment;
  mean: number;
  most: number;
}

export interface HoursSpent {
  hours: number;
  byLevel: LevelHours;
  technicalCost: string;
}

export interface HttpProblem {
  title: string;
  status: number;
  code: string;
  error: string;
  detail: string;
  type?: string;
  instance?: string;
  fields?: { [key: string]: string };
  retryAfter?: number | null;
}

export interface Instalment {
  number: number;
  label: string;
  amount: string;
  dueOn: Day;
}

export interface InstalmentTerm {
  days: number;
  parts: string;
}

export interface Invitation {
  id: Id;
  email: string;
  status: "open" | "accepted" | "revoked" | "expired";
  createdAt: Moment;
  expiresAt: Moment;
}

export interface InvitationAcceptance {
  token: string;
  password: string;
  name?: string;
  code?: string;
}

export interface InvitationPage {
  data: Invitation[];
  nextCursor: string | null;
}

export interface InvitationPreview {
  organisation: string;
  email: string;
  invitedBy: string;
  hasAccount: boolean;
}

export interface InvitationRequest {
  email: string;
  roleIds: Id[];
}

export interface InvitationToken {
  token: string;
}

export interface InviteInput {
  supplierIds: Id[];
}

export interface Invoice {
  id: Id;
  accessKey: string;
  number: string;
  series: string;
  issuedAt: Moment;
  issuer: Issuer;
  supplier: Ref | null;
  order: CodeRef | null;
  productsTotal: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  items: number;
  unmapped: number;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  recipientDocument: string;
  fileId: Id | null;
  cancelledReason: string;
  lines: InvoiceItem[];
}

export interface InvoiceCancellation {
  reason: string;
}

export interface InvoiceInput {
  xml?: string | null;
  fileId?: Id | null;
  orderId?: Id | null;
}

export interface InvoiceItem {
  id: Id;
  position: number;
  supplierCode: string;
  description: string;
  ncm: string;
  unit: string;
  quantity: string;
  unitPrice: string;
  discount: string;
  total: string;
  orderItemId: Id | null;
  factor: string;
  suggested: boolean;
}

export interface InvoiceLink {
  orderId: Id | null;
}

export interface InvoiceMapping {
  items: LineMapping[];
}

export interface InvoicePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: InvoiceRow[];
}

export interface InvoiceRef {
  id: Id;
  number: string;
  accessKey: string;
}

export interface InvoiceRow {
  id: Id;
  accessKey: string;
  number: string;
  series: string;
  issuedAt: Moment;
  issuer: Issuer;
  supplier: Ref | null;
  order: CodeRef | null;
  productsTotal: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  items: number;
  unmapped: number;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface IssueInput {
  version?: number | null;
}

export interface Issuer {
  document: string;
  name: string;
}

export interface Item {
  id: Id;
  position: number;
  description: string;
  specification: string;
  category: string;
  unit: string;
  /** Such as 12.500. */
  quantity: string;
  /** Such as 42.9000. */
  estimatedUnitPrice: string | null;
  /** Such as 2850.00. */
  estimatedTotal: string | null;
}

export interface ItemInput {
  id?: Id | null;
  description: string;
  specification?: string;
  category?: string;
  unit?: string;
  quantity: string;
  estimatedUnitPrice?: string | null;
}

export interface ItemPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: ItemRow[];
}

export interface ItemRow {
  id: Id;
  position: number;
  description: string;
  specification: string;
  category: string;
  unit: string;
  /** Such as 12.500. */
  quantity: string;
  /** Such as 42.9000. */
  estimatedUnitPrice: string | null;
  /** Such as 2850.00. */
  estimatedTotal: string | null;
  requestId: Id;
  updatedAt: Moment;
  version: number;
}

export interface ItemsInput {
  items: ItemInput[];
}

export interface Less {
  question: string;
  value: string;
  op: "less";
}

export interface LevelFigures {
  senior: string;
  pleno: string;
  junior: string;
  estagiario: string;
}

export interface LevelHours {
  senior: number;
  pleno: number;
  junior: number;
  estagiario: number;
}

export interface LimitFigures {
  minimumTotal: string;
  pricePerM2Low: string;
  pricePerM2High: string;
  maxAreaM2: string;
  methodsApartPercent: string;
}

export interface Line {
  itemId: Id;
  quotationId: Id;
  supplierId: Id;
  position: number;
  description: string;
  unit: string;
  quantity: string;
  unitPrice: string;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
  firstTotal: string;
  highestTotal: string;
  lowestTotal: string;
  brand: string;
  deliveryDays: number | null;
}

export interface LineMapping {
  id: Id;
  orderItemId: Id | null;
  /** Such as 1. */
  factor?: string;
}

export interface Liveness {
  status: Status;
  timestamp: Moment;
  uptime: number;
  version: string;
}

/** How the installation stands. */
export type Load = "ok" | "busy" | "failing";

export interface LogoInput {
  fileId: Id | null;
}

export interface MarkedRead {
  marked: number;
}

export interface MarketFigures {
  rates: { [key: string]: { [key: string]: MarketRate } };
  extras: { [key: string]: string };
  regions: { [key: string]: string };
}

export interface MarketRate {
  low: string;
  mean: string;
  high: string;
  example: boolean;
}

export interface MatchInvoice {
  id: Id;
  number: string;
  series: string;
  issuedAt: Moment;
  total: string;
}

export interface MatchLine {
  orderItemId: Id;
  position: number;
  description: string;
  unit: string;
  ordered: string;
  givenUp: string;
  accepted: string;
  refused: string;
  invoiced: string;
  unitPrice: string;
  invoicedUnitPrice: string | null;
  orderedTotal: string;
  invoicedTotal: string;
}

export interface MatchReceipt {
  id: Id;
  code: string;
  status: ReceiptStatus;
  invoiceId: Id | null;
}

export interface MatchTotals {
  products: string;
  freight: string;
  taxes: string;
  total: string;
}

/** What they may do. */
export type May = "see" | "ask" | "buy" | "approve" | "sign";

export interface Me {
  id: Id;
  name: string;
  email: string;
  organisation: OrganisationRef;
  organisations: OrganisationRef[];
  permissions: string[];
}

export interface MeanDays {
  toSend: string | null;
  toDecide: string | null;
}

export interface Memory {
  rss: number;
  heapTotal: number;
  heapUsed: number;
  external: number;
}

export interface MessageInput {
  text: string;
}

/** How a price is found; the version is part of the name and stays with every orçamento it made. */
export type Method = "horas_tecnicas_v1" | "mercado_m2_v1" | "percentual_obra_v1";

export interface MethodResult {
  method: Method;
  total: string;
  pricePerM2: string;
  beforeMinimum: string;
  lines: DisciplineLine[];
  optionalLines: DisciplineLine[];
  parts: PricePart[];
  warnings: PriceWarning[];
  explanation: EstimatingMethodsResultStep[];
}

/** What history keeps and alerts may ask for; the names are those of `RealtimeMetrics` on the wire. */
export type Metric = "activeConnections" | "requestsPerMinute" | "cacheHitRate" | "averageLatency" | "p95Latency" | "errorRate" | "feedLag" | "memoryMb" | "cpuPercent" | "jobsWaiting";

export interface MetricHistory {
  metric: Metric;
  data: HistoryPoint[];
}

export interface MissingFact {
  fact: string;
  required: boolean;
  question: string;
  questionId: string | null;
}

export interface MonthFigures {
  month: string;
  count: number;
  /** Such as 28520.00. */
  total: string;
  approved: number;
  /** Such as 28520.00. */
  approvedTotal: string;
}

export interface MonthTimes {
  month: string;
  submitted: number;
  count: number;
  mean: string | null;
}

export interface MoveInput {
  action?: string | null;
  to?: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  reason?: string;
  version?: number | null;
}

export interface MoveRow {
  action: string;
  offeredAs: string;
  from: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  to: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  asks: Asks;
}

export interface Moves {
  data: MoveRow[];
}

export interface NewRequest {
  title: string;
  description?: string;
  costCentreId: Id;
  departmentId?: Id | null;
  priority?: "low" | "normal" | "high" | "urgent";
  neededOn?: Day | null;
  items?: ItemInput[];
}

export interface NotEquals {
  question: string;
  value: string | boolean | number;
  op: "not_equals";
}

/** How a notice looks on the screen. */
export type NoticeType = "info" | "success" | "warning" | "error";

export interface NotificationAction {
  label: string;
  href: string;
}

export interface NotificationEvent {
  event: string;
  label: string;
}

export interface NotificationPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: NotificationRow[];
}

export interface NotificationPreferences {
  events: string[];
  frequency: Frequency;
  soundEnabled: boolean;
  emailNotifications: boolean;
  available: NotificationEvent[];
}

export interface NotificationPreferencesInput {
  events: string[];
  frequency: Frequency;
  soundEnabled: boolean;
  emailNotifications: boolean;
}

export interface NotificationRow {
  id: Id;
  event: string;
  message: string;
  type: NoticeType;
  action: NotificationAction | null;
  thing: string | null;
  thingId: Id | null;
  at: Moment;
  read: boolean;
  readAt: Moment | null;
}

export interface OneOf {
  question: string;
  values: string[];
  op: "in";
}

export interface Option {
  value: string;
  label: string;
}

export interface Orcamento {
  id: Id;
  /** Such as ORC-202511-001. */
  codigo: string;
  versao: number;
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  title: string;
  client: Ref;
  briefing: BriefingRef;
  areaM2: string;
  buildingType: string;
  /** Such as 28520.00. */
  subtotal: string;
  /** Such as 28520.00. */
  total: string;
  discountStatus: "none" | "pending" | "approved" | "refused";
  validUntil: Day | null;
  sentAt: Moment | null;
  decidedAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  methodology: string;
  policyNumber: number;
  facts: ProjectFacts;
  extraction: ReadBriefing;
  pricing: PricingView;
  composition: Composition;
  schedule: Schedule;
  payment: PaymentView;
  terms: CommercialTerms;
  discount: DiscountView;
  figures: OwnFigures;
  scope: string;
  notes: string;
  decision: Decision | null;
  proposalSha256: string | null;
  createdBy: Ref | null;
  can: string[];
}

export interface OrcamentoChange {
  title?: string | null;
  scope?: string | null;
  notes?: string | null;
  discount?: DiscountChange | null;
  stageSystem?: StageSystem | null;
  payment?: PaymentChange | null;
  terms?: TermsChange | null;
  startsOn?: Day | null;
}

export interface OrcamentoPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: OrcamentoRow[];
}

export interface OrcamentoRow {
  id: Id;
  /** Such as ORC-202511-001. */
  codigo: string;
  versao: number;
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  title: string;
  client: Ref;
  briefing: BriefingRef;
  areaM2: string;
  buildingType: string;
  /** Such as 28520.00. */
  subtotal: string;
  /** Such as 28520.00. */
  total: string;
  discountStatus: "none" | "pending" | "approved" | "refused";
  validUntil: Day | null;
  sentAt: Moment | null;
  decidedAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  cannot: { [key: string]: string[] };
}

export interface Order {
  id: Id;
  /** Such as PED-2026-001. */
  code: string;
  status: "draft" | "sent" | "confirmed" | "completed" | "cancelled";
  fulfilment: "pending" | "partial" | "fulfilled";
  closedShort: boolean;
  supplier: Ref;
  purchaseRequest: PurchaseRef;
  costCentre: CentreRef;
  buyer: Ref | null;
  /** Such as 2850.00. */
  total: string;
  expectedOn: Day | null;
  promisedOn: Day | null;
  late: boolean;
  sentAt: Moment | null;
  confirmedAt: Moment | null;
  completedAt: Moment | null;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  awardId: Id;
  quotationId: Id;
  /** Such as 2850.00. */
  subtotal: string;
  /** Such as 2850.00. */
  discount: string;
  /** Such as 2850.00. */
  freight: string;
  /** Such as 2850.00. */
  taxes: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryAddress: Address;
  notes: string;
  items: OrderItem[];
  confirmedBy: string;
  cancelledReason: string;
  documentSha256: string | null;
  following: CodeRef | null;
  createdBy: Ref | null;
  can: string[];
}

export interface OrderBody {
  buyer: PageBuyer;
  supplier: PageSupplier;
  code: string;
  purchase: string;
  contact: string;
  issuedOn: Day;
  expectedOn: Day | null;
  deliveryAddress: string;
  payment: string;
  lines: PageLine[];
  /** Such as 2850.00. */
  subtotal: string;
  /** Such as 2850.00. */
  discount: string;
  /** Such as 2850.00. */
  freight: string;
  /** Such as 2850.00. */
  taxes: string;
  /** Such as 2850.00. */
  total: string;
  notes: string;
}

export interface OrderEvent {
  id: Id;
  at: Moment;
  kind: string;
  fromStatus: "draft" | "sent" | "confirmed" | "completed" | "cancelled" | null;
  toStatus: "draft" | "sent" | "confirmed" | "completed" | "cancelled" | null;
  person: OrderEventPerson;
  text: string;
  detail: { [key: string]: unknown };
}

export interface OrderEventPerson {
  id: Id | null;
  name: string;
}

export interface OrderHistory {
  data: OrderEvent[];
  nextCursor: string | null;
}

export interface OrderInput {
  deliveryAddress: Address;
  expectedOn?: Day | null;
  notes?: string;
}

export interface OrderItem {
  id: Id;
  itemId: Id;
  position: number;
  description: string;
  unit: string;
  brand: string;
  /** Such as 120.000. */
  quantity: string;
  /** Such as 38.9000. */
  unitPrice: string;
  /** Such as 2850.00. */
  discount: string;
  /** Such as 2850.00. */
  freight: string;
  /** Such as 2850.00. */
  taxes: string;
  /** Such as 2850.00. */
  total: string;
  deliveryDays: number | null;
  /** Such as 120.000. */
  received: string;
  /** Such as 120.000. */
  givenUp: string;
  /** Such as 120.000. */
  balance: string;
}

export interface OrderMatch {
  order: CodeRef;
  priceTolerancePercent: string;
  lines: MatchLine[];
  ordered: MatchTotals;
  invoiced: MatchTotals;
  receipts: MatchReceipt[];
  invoices: MatchInvoice[];
  differences: ProcurementMatchDifference[];
}

export interface OrderMessageInput {
  text: string;
}

export interface OrderPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: OrderRow[];
}

export interface OrderRow {
  id: Id;
  /** Such as PED-2026-001. */
  code: string;
  status: "draft" | "sent" | "confirmed" | "completed" | "cancelled";
  fulfilment: "pending" | "partial" | "fulfilled";
  closedShort: boolean;
  supplier: Ref;
  purchaseRequest: PurchaseRef;
  costCentre: CentreRef;
  buyer: Ref | null;
  /** Such as 2850.00. */
  total: string;
  expectedOn: Day | null;
  promisedOn: Day | null;
  late: boolean;
  sentAt: Moment | null;
  confirmedAt: Moment | null;
  completedAt: Moment | null;
  cancelledAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface OrderSendInput {
  message?: string;
}

export interface OrderShareLink {
  url: string;
  expiresAt: Moment;
}

export interface OrdersIssued {
  data: CodeRef[];
}

export interface Organisation {
  id: Id;
  name: string;
  document: string;
  email: string;
  phone: string;
  site: string;
  cau: string;
  address: Address;
  accentColour: string;
  timezone: string;
  version: number;
}

export interface OrganisationInput {
  name: string;
  document?: string;
  email?: string;
  phone?: string;
  site?: string;
  cau?: string;
  address?: Address;
  accentColour?: string;
  timezone?: string;
}

export interface OrganisationRef {
  id: Id;
  name: string;
}

export interface OtherMethod {
  method: Method;
  result: MethodResult | null;
  missing: string;
  differencePercent: string | null;
  apart: boolean;
}

export interface OwnFigures {
  stageSystem: StageSystem;
  instalments: InstalmentTerm[];
  validDays: number;
  discountLimitPercent: string;
}

export interface PageBuyer {
  name: string;
  letterhead: string[];
  accent: string;
}

export interface PageConfirmation {
  at: Moment;
  name: string;
  promisedOn: Day | null;
}

export interface PageLine {
  description: string;
  specification: string;
  brand: string;
  unit: string;
  /** Such as 120.000. */
  quantity: string;
  unitPrice: string;
  /** Such as 2850.00. */
  amount: string;
}

export interface PageMessage {
  at: Moment;
  fromSupplier: boolean;
  name: string;
  text: string;
}

export interface PageSupplier {
  name: string;
  document: string;
  address: string;
}

/** Of the database or the cache. */
export type PartStatus = "ok" | "busy" | "down" | "off";

export interface Password {
  password: string;
}

export interface PasswordAndCode {
  password: string;
  code: string;
}

export interface PasswordChange {
  currentPassword: string;
  password: string;
}

export interface PasswordReset {
  token: string;
  password: string;
}

export interface PasswordResetAsked {
  expiresIn: number;
}

export interface PasswordResetRequest {
  email: string;
}

export interface PasteInput {
  text: string;
}

export interface Pasted {
  items: PastedLine[];
  problems: ProcurementPastedItemsProblem[];
}

export interface PastedLine {
  description: string;
  specification: string;
  category: string;
  unit: string;
  quantity: string | null;
  estimatedUnitPrice: string | null;
}

export interface PaymentChange {
  plan?: PaymentPlan | null;
  instalments?: InstalmentTerm[] | null;
  cashDiscountPercent?: string | null;
  lateFinePercent?: string | null;
  lateInterestPercentMonth?: string | null;
}

export interface PaymentFigures {
  plan: PaymentPlan;
  instalments: InstalmentTerm[];
  cashDiscountPercent: string;
  discountLimitPercent: string;
  lateFinePercent: string;
  lateInterestPercentMonth: string;
}

/** How the price falls due. */
export type PaymentPlan = "por_data" | "por_etapa";

export interface PaymentView {
  plan: PaymentPlan;
  instalments: Instalment[];
}

export interface People {
  data: Ref[];
}

export interface PeoplePage {
  data: Person[];
  nextCursor: string | null;
}

export interface PermissionInfo {
  key: string;
  label: string;
}

export interface Permissions {
  data: PermissionInfo[];
}

export interface Person {
  id: Id;
  name: string;
  email: string;
  status: "active" | "suspended";
  roles: RoleRef[];
  createdAt: Moment;
}

export interface PersonChange {
  roleIds?: Id[] | null;
  status?: "active" | "suspended" | null;
}

export interface PersonRef {
  id: Id;
  name: string;
}

export interface Pipeline {
  fromDay: Day | null;
  toDay: Day | null;
  count: number;
  /** Such as 28520.00. */
  total: string;
  /** Such as 28520.00. */
  openTotal: string;
  conversionPercent: string | null;
  meanDays: MeanDays;
  byStatus: StatusFigures[];
  byMonth: MonthFigures[];
  byType: TypeFigures[];
}

export interface Preview {
  pricing: PricingView;
  composition: Composition;
  schedule: Schedule;
  payment: PaymentView;
  terms: CommercialTerms;
}

export interface PreviewInput {
  facts: FactsInput;
  policy?: PricePolicy | null;
}

export interface PricePart {
  key: string;
  label: string;
  amount: string;
}

export interface PricePolicy {
  decidingMethod: Method;
  complexityFactor: { [key: string]: string };
  families: { [key: string]: Family };
  optionalPercent: string;
  technicalHours: TechnicalHoursFigures;
  market: MarketFigures;
  worksShare: WorksShareFigures;
  stages: StageFigures;
  schedule: ScheduleFigures;
  payment: PaymentFigures;
  terms: TermsFigures;
  limits: LimitFigures;
}

export interface PriceWarning {
  code: WarningCode;
  text: string;
}

export interface PricingView {
  methodologyName: string;
  methodologyVersion: number;
  pricedOn: Day;
  deciding: MethodResult;
  others: OtherMethod[];
  durationWeeks: number;
  warnings: PriceWarning[];
}

export interface ProcurementApprovalPolicy {
  number: number;
  policy: ApprovalPolicy;
  note: string;
  createdAt: Moment | null;
  createdBy: Ref | null;
}

export interface ProcurementApprovalPolicyInput {
  policy: ApprovalPolicy;
  note?: string;
}

export interface ProcurementApprovalPolicyVersion {
  number: number;
  note: string;
  createdAt: Moment;
  createdBy: Ref | null;
}

export interface ProcurementApprovalPolicyVersions {
  data: ProcurementApprovalPolicyVersion[];
}

export interface ProcurementApprovalsStep {
  id: Id;
  round: number;
  stage: "a1" | "a2" | "a3";
  decision: "approved" | "rejected";
  person: Ref;
  onBehalfOf: Ref | null;
  reason: string;
  /** Such as 2850.00. */
  amount: string;
  seenSha256: string;
  address: string | null;
  userAgent: string;
  at: Moment;
}

export interface ProcurementAwardsComparison {
  round: ComparedRound;
  purchaseRequest: RoundsRequestRef;
  /** Such as 9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015. */
  sha256: string;
  monthlyRatePercent: string;
  leastAnswers: number;
  columns: Column[];
  rows: Row[];
  withoutAnswer: WithoutAnswer[];
  cheapestSplit: Basket | null;
  cheapestSingle: Basket | null;
  awardId: Id | null;
  can: string[];
}

export interface ProcurementComment {
  id: Id;
  requestId: Id;
  person: Ref;
  text: string;
  mentions: Ref[];
  deleted: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
}

export interface ProcurementMatchDifference {
  kind: DifferenceKind;
  sentence: string;
  orderItemId: Id | null;
  invoiceId: Id | null;
  invoiceItemId: Id | null;
  expected: string | null;
  found: string | null;
}

export interface ProcurementOrderPageQuestion {
  text: string;
  name?: string;
}

export interface ProcurementPastedItemsProblem {
  item: number;
  line: number;
  field: "description" | "specification" | "category" | "unit" | "quantity" | "estimatedUnitPrice";
  text: string;
  message: string;
}

export interface ProcurementQuotationsAnswerInput {
  items: AnswerItemInput[];
  discountKind?: DiscountKind;
  /** Such as 2.5. */
  discountValue?: string;
  /** Such as 5590.14. */
  freight?: string;
  /** Such as 5590.14. */
  taxes?: string;
  paymentDays?: number[];
  paymentTerms?: string;
  deliveryDays?: number | null;
  validUntil?: Day | null;
  notes?: string;
  name?: string;
}

export interface ProcurementReceipt {
  id: Id;
  /** Such as REC-2026-001. */
  code: string;
  status: "physical" | "fiscal" | "done" | "cancelled";
  order: CodeRef;
  supplier: Ref;
  invoice: InvoiceRef | null;
  arrivedOn: Day;
  items: number;
  refusedItems: number;
  receivedBy: Ref | null;
  checkedBy: Ref | null;
  doneAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  notes: string;
  differenceReason: string;
  cancelledReason: string;
  lines: ReceiptLine[];
  attachments: ReceiptAttachment[];
  can: string[];
}

export interface ProcurementRequestsEvent {
  id: Id;
  at: Moment;
  kind: string;
  fromStatus: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  toStatus: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  person: ProcurementRequestsEventPerson;
  text: string;
  detail: { [key: string]: unknown };
}

export interface ProcurementRequestsEventPerson {
  id: Id | null;
  name: string;
}

export interface ProcurementRequestsHistory {
  data: ProcurementRequestsEvent[];
  nextCursor: string | null;
}

export interface ProjectFacts {
  areaM2: string;
  buildingType: BuildingType;
  standard: Standard;
  complexity: Complexity;
  disciplines: Discipline[];
  optionalDisciplines: Discipline[];
  extras: Extra[];
  deadlineWeeks: number | null;
  budget: string | null;
  city: string;
  uf: string;
}

export interface ProposalAdjustment {
  label: string;
  /** Such as 28520.00. */
  amount: string;
}

export interface ProposalAnswer {
  at: Moment;
  name: string;
}

export interface ProposalBar {
  label: string;
  start: Day;
  end: Day;
  weeks: string;
}

export interface ProposalBody {
  studio: ProposalStudio;
  client: ProposalClient;
  project: ProposalProject;
  code: string;
  version: number;
  issuedOn: Day;
  validUntil: Day;
  scope: string;
  disciplines: ProposalLine[];
  optionalDisciplines: ProposalLine[];
  adjustments: ProposalAdjustment[];
  /** Such as 28520.00. */
  total: string;
  /** Such as 28520.00. */
  pricePerM2: string;
  durationWeeks: number;
  stages: ProposalStages[];
  schedule: ProposalBar[];
  instalments: ProposalInstalment[];
  cash: ProposalCash | null;
  terms: string[];
}

export interface ProposalCash {
  percent: string;
  /** Such as 28520.00. */
  total: string;
}

export interface ProposalClient {
  name: string;
  document: string;
  address: string;
}

export interface ProposalComment {
  at: Moment;
  name: string;
  text: string;
}

export interface ProposalInstalment {
  label: string;
  /** Such as 28520.00. */
  amount: string;
  dueOn: Day | null;
}

export interface ProposalLine {
  name: string;
  /** Such as 28520.00. */
  amount: string;
}

export interface ProposalProject {
  title: string;
  areaM2: string;
  buildingType: string;
  standard: string;
  place: string;
}

export interface ProposalStage {
  name: string;
  percent: string;
  /** Such as 28520.00. */
  amount: string;
}

export interface ProposalStages {
  discipline: string;
  stages: ProposalStage[];
}

export interface ProposalStudio {
  name: string;
  letterhead: string[];
  accent: string;
}

export interface PublicAnswer {
  at: Moment;
  name: string;
  items: PublicAnswerItem[];
  discountKind: "none" | "percent" | "fixed";
  discountValue: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  subtotal: string;
  /** Such as 5590.14. */
  total: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  notes: string;
}

export interface PublicAnswerItem {
  itemId: Id;
  available: boolean;
  unitPrice: string;
  quantity: string;
  quantityReason: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  brand: string;
  deliveryDays: number | null;
  note: string;
  /** Such as 5590.14. */
  total: string;
}

export interface PublicItem {
  id: Id;
  position: number;
  description: string;
  specification: string;
  unit: string;
  quantity: string;
}

export interface PublicMessage {
  at: Moment;
  fromSupplier: boolean;
  name: string;
  text: string;
}

export interface PublicOrder {
  status: "sent" | "confirmed" | "completed";
  logoUrl: string;
  order: OrderBody;
  sha256: string;
  confirmation: PageConfirmation | null;
  messages: PageMessage[];
  can: string[];
}

export interface PublicProposal {
  status: "ENVIADO" | "APROVADO" | "REJEITADO";
  logoUrl: string;
  proposal: ProposalBody;
  sha256: string;
  decision: ProposalAnswer | null;
  comments: ProposalComment[];
  can: string[];
}

export interface PublicQuotation {
  status: "invited" | "active" | "declined";
  code: string;
  title: string;
  buyer: string;
  logoUrl: string;
  supplier: string;
  instructions: string;
  closesAt: Moment;
  neededOn: Day | null;
  items: PublicItem[];
  limits: AnswerLimits;
  answer: PublicAnswer | null;
  messages: PublicMessage[];
  attachments: QuotationsAttachment[];
  can: string[];
}

export interface PurchaseRef {
  id: Id;
  code: string;
  title: string;
}

export interface PurchaseRequest {
  id: Id;
  /** Such as SOL-2026-001. */
  code: string;
  title: string;
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  statusSince: Moment;
  priority: "low" | "normal" | "high" | "urgent";
  neededOn: Day | null;
  requester: Ref;
  buyer: Ref | null;
  department: Ref | null;
  costCentre: CentreRef;
  items: number;
  /** Such as 2850.00. */
  estimatedTotal: string;
  /** Such as 2850.00. */
  total: string | null;
  overBudget: boolean;
  invited: number;
  answered: number;
  rejectionReason: string;
  parentId: Id | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  description: string;
  lines: Item[];
  archivedFrom: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived" | null;
  approvalRound: number;
  policyNumber: number | null;
  inheritsA1: boolean;
  parent: RequestRef | null;
  following: RequestRef[];
  awardId: Id | null;
  submittedAt: Moment | null;
  a1At: Moment | null;
  awardedAt: Moment | null;
  approvedAt: Moment | null;
  orderedAt: Moment | null;
  receivedAt: Moment | null;
  closedAt: Moment | null;
  attachments: RequestsAttachment[];
  createdBy: Ref | null;
  can: string[];
}

/** How a question is answered. */
export type QuestionKind = "text" | "long_text" | "choice" | "multi_choice" | "number" | "date" | "file" | "yes_no";

export interface QueuePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: QueueRow[];
}

export interface QueueRow {
  id: Id;
  requestId: Id;
  /** Such as SOL-2026-001. */
  code: string;
  title: string;
  stage: "a1" | "a2" | "a3";
  /** Such as 2850.00. */
  amount: string;
  priority: "low" | "normal" | "high" | "urgent";
  neededOn: Day | null;
  items: number;
  overBudget: boolean;
  requester: Ref;
  costCentre: CentreRef;
  buyer: Ref | null;
  answered: number;
  suppliers: Ref[];
  onBehalfOf: Ref | null;
  escalated: boolean;
  waitingSince: Moment;
  signed: Signed[];
  version: number;
  can: string[];
}

export interface QueuedJob {
  id: number;
}

export interface Quotation {
  id: Id;
  status: "invited" | "active" | "declined" | "expired" | "cancelled" | "winner" | "lost";
  round: RoundOfQuotation;
  purchaseRequest: RoundsRequestRef;
  supplier: Ref;
  /** Such as 5590.14. */
  subtotal: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  total: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  declinedReason: string;
  openedAt: Moment | null;
  answeredAt: Moment | null;
  answeredBy: string;
  files: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  discountKind: "none" | "percent" | "fixed";
  discountValue: string;
  notes: string;
  contact: SupplierContact;
  items: QuotationItem[];
  attachments: QuotationsAttachment[];
}

export interface QuotationItem {
  itemId: Id;
  position: number | null;
  description: string;
  specification: string;
  unit: string;
  askedQuantity: string;
  available: boolean | null;
  unitPrice: string | null;
  quantity: string | null;
  quantityReason: string | null;
  /** Such as 5590.14. */
  discount: string | null;
  /** Such as 5590.14. */
  freight: string | null;
  /** Such as 5590.14. */
  taxes: string | null;
  brand: string | null;
  deliveryDays: number | null;
  note: string | null;
  /** Such as 5590.14. */
  total: string | null;
}

export interface QuotationLink {
  url: string;
  closesAt: Moment;
}

export interface QuotationMessage {
  id: Id;
  quotationId: Id;
  fromSupplier: boolean;
  person: Ref | null;
  name: string;
  text: string;
  at: Moment;
}

export interface QuotationMessagePage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: QuotationMessage[];
}

export interface QuotationPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: QuotationRow[];
}

export interface QuotationRow {
  id: Id;
  status: "invited" | "active" | "declined" | "expired" | "cancelled" | "winner" | "lost";
  round: RoundOfQuotation;
  purchaseRequest: RoundsRequestRef;
  supplier: Ref;
  /** Such as 5590.14. */
  subtotal: string;
  /** Such as 5590.14. */
  discount: string;
  /** Such as 5590.14. */
  freight: string;
  /** Such as 5590.14. */
  taxes: string;
  /** Such as 5590.14. */
  total: string;
  paymentDays: number[];
  paymentTerms: string;
  deliveryDays: number | null;
  validUntil: Day | null;
  declinedReason: string;
  openedAt: Moment | null;
  answeredAt: Moment | null;
  answeredBy: string;
  files: number;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface QuotationsAttachment {
  id: Id;
  name: string;
  contentType: string;
  size: number;
  createdAt: Moment;
}

export interface ReadBriefing {
  facts: ReadFact[];
  missing: MissingFact[];
  ready: boolean;
}

export interface ReadFact {
  fact: string;
  value: string | number | string[];
  confidence: string;
  sourceQuestionId: string;
  sourceText: string;
  rule: string;
  question: string | null;
  confirmed: boolean;
}

export interface RealtimeHealth {
  status: Load;
  websocketConnections: number;
  cacheHitRate: number;
  averageLatency: number;
  uptime: number;
  memoryUsage: Memory;
  timestamp: Moment;
  exceeded: Metric[];
}

export interface RealtimeMetrics {
  activeConnections: number;
  requestsPerMinute: number;
  cacheHitRate: number;
  averageLatency: number;
  p95Latency: number;
  errorRate: number;
  feedLag: number;
  memoryMb: number;
  cpuPercent: number;
  jobsWaiting: number;
  subscriptions: number;
  connectionsByTransport: { [key: string]: number };
  processes: number;
  timestamp: Moment;
}

export interface ReceiptAttachment {
  id: Id;
  name: string;
  contentType: string;
  size: number;
  createdAt: Moment;
}

export interface ReceiptCancelInput {
  reason: string;
}

export interface ReceiptInput {
  arrivedOn?: Day | null;
  invoiceId?: Id | null;
  notes?: string;
  items: CountInput[];
}

export interface ReceiptLine {
  id: Id;
  orderItemId: Id;
  position: number;
  description: string;
  unit: string;
  /** Such as 120.000. */
  ordered: string;
  /** Such as 120.000. */
  accepted: string;
  /** Such as 120.000. */
  refused: string;
  refusedReason: string;
}

export interface ReceiptPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: ReceiptRow[];
}

export interface ReceiptRow {
  id: Id;
  /** Such as REC-2026-001. */
  code: string;
  status: "physical" | "fiscal" | "done" | "cancelled";
  order: CodeRef;
  supplier: Ref;
  invoice: InvoiceRef | null;
  arrivedOn: Day;
  items: number;
  refusedItems: number;
  receivedBy: Ref | null;
  checkedBy: Ref | null;
  doneAt: Moment | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

/** Where a receipt stands. */
export type ReceiptStatus = "physical" | "fiscal" | "done" | "cancelled";

export interface Reckoned {
  basket: Basket;
  /** Such as 5590.14. */
  aboveCheapestSplit: string | null;
  /** Such as 5590.14. */
  aboveCheapestSingle: string | null;
}

export interface RecoveryCodes {
  codes: string[];
}

export interface Ref {
  id: Id;
  name: string;
}

export interface RefreshRequest {
  refreshToken?: string;
}

export interface Refusal {
  reason: string;
  name?: string;
}

export interface RejectInput {
  stage?: "a1" | "a2" | "a3" | null;
  version?: number | null;
  seenSha256?: string | null;
  reason: string;
  archive?: boolean;
}

export interface Reminded {
  reminded: number;
  withoutEmail: Ref[];
}

export interface ReportsBudgetRow {
  requests: number;
  committed: string;
  allowed: string;
  overBudget: number;
  key: string;
  costCentreId: Id;
  label: string;
  month: string;
  hasBudget: boolean;
  remaining: string | null;
  used: string | null;
  exceeded: boolean;
}

export interface ReportsSupplierRow {
  invited: number;
  answered: number;
  declined: number;
  won: number;
  answerRate: string | null;
  answerHours: string | null;
  orders: number;
  total: string;
  due: number;
  punctual: number;
  punctuality: string | null;
  lateDays: string | null;
  key: Id;
  label: string;
  score: string | null;
}

export interface RequestChange {
  title: string;
  description?: string;
  costCentreId: Id;
  departmentId?: Id | null;
  priority?: "low" | "normal" | "high" | "urgent";
  neededOn?: Day | null;
  items?: ItemInput[] | null;
}

export interface RequestPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: RequestRow[];
}

export interface RequestRef {
  id: Id;
  /** Such as SOL-2026-001. */
  code: string;
}

export interface RequestRow {
  id: Id;
  /** Such as SOL-2026-001. */
  code: string;
  title: string;
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  statusSince: Moment;
  priority: "low" | "normal" | "high" | "urgent";
  neededOn: Day | null;
  requester: Ref;
  buyer: Ref | null;
  department: Ref | null;
  costCentre: CentreRef;
  items: number;
  /** Such as 2850.00. */
  estimatedTotal: string;
  /** Such as 2850.00. */
  total: string | null;
  overBudget: boolean;
  invited: number;
  answered: number;
  rejectionReason: string;
  parentId: Id | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
  canAlso: { [key: string]: string[] };
}

export interface RequestsAttachment {
  id: Id;
  name: string;
  contentType: string;
  size: number;
  createdAt: Moment;
}

export interface ReturnInput {
  reason: string;
}

export interface Role {
  id: Id;
  key: string;
  name: string;
  permissions: string[];
  shipped: boolean;
  people: number;
  version: number;
}

export interface RoleInput {
  name: string;
  permissions: string[];
}

export interface RoleRef {
  id: Id;
  name: string;
}

export interface Roles {
  data: Role[];
}

export interface Round {
  id: Id;
  /** Such as COT-2026-001. */
  code: string;
  status: "open" | "awarded" | "cancelled";
  purchaseRequest: RoundsRequestRef;
  closesAt: Moment;
  closedAt: Moment | null;
  remindedAt: Moment | null;
  instructions: string;
  exceptionReason: string;
  invited: number;
  answered: number;
  /** Such as 5590.14. */
  lowestTotal: string | null;
  createdBy: Ref | null;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface RoundInput {
  supplierIds: Id[];
  closesAt?: Moment | null;
  instructions?: string;
}

export interface RoundOfQuotation {
  id: Id;
  code: string;
  status: "open" | "awarded" | "cancelled";
  closesAt: Moment;
}

export interface RoundPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: Round[];
}

export interface RoundRef {
  id: Id;
  code: string;
}

export interface RoundsRequestRef {
  id: Id;
  code: string;
  title: string;
}

export interface RoutesConnections {
  data: Connection[];
}

export interface Row {
  itemId: Id;
  position: number;
  description: string;
  unit: string;
  quantity: string;
  estimatedUnitPrice: string | null;
  cells: (Cell | null)[];
}

export interface Savings {
  fromDay: Day;
  toDay: Day;
  more: number;
  by: GroupBy;
  rows: SavingsRow[];
  totals: SavingsFigures;
}

export interface SavingsFigures {
  items: number;
  total: string;
  firstTotal: string;
  highestTotal: string;
  lowestTotal: string;
  savedOnFirst: string;
  savedOnHighest: string;
  aboveLowest: string;
  savedPercent: string | null;
}

export interface SavingsRow {
  items: number;
  total: string;
  firstTotal: string;
  highestTotal: string;
  lowestTotal: string;
  savedOnFirst: string;
  savedOnHighest: string;
  aboveLowest: string;
  savedPercent: string | null;
  key: string;
  label: string;
}

export interface ScaleStep {
  aboveM2: string;
  factor: string;
}

export interface Schedule {
  weeks: number;
  businessDays: number;
  start: Day;
  end: Day;
  stages: ScheduledStage[];
}

export interface ScheduleFigures {
  minimumWeeks: number;
  rootDivisor: string;
}

export interface ScheduledStage {
  code: string;
  name: string;
  amount: string;
  businessDays: number;
  start: Day;
  end: Day;
}

export interface SecondFactor {
  enabled: boolean;
  since: Moment | null;
  recoveryCodesLeft: number;
}

export interface SecondFactorEnrolment {
  secret: string;
  uri: string;
  qr: string;
}

/** Where in the comparison a difference is shown. */
export type Section = "facts" | "lines" | "totals" | "terms";

export interface SendInput {
  message?: string;
}

export interface Session {
  id: Id;
  createdAt: Moment;
  lastUsedAt: Moment;
  expiresAt: Moment;
  address: string | null;
  userAgent: string;
  organisation: string;
  current: boolean;
}

export interface Sessions {
  data: Session[];
}

/** How bad it is. */
export type Severity = "info" | "warning" | "critical";

export interface Share {
  quotationId: Id;
  supplierId: Id;
  supplierName: string;
  items: number;
  gross: string;
  discount: string;
  freight: string;
  taxes: string;
  total: string;
  presentValue: string;
  deliveryDays: number | null;
}

export interface ShareLink {
  url: string;
  expiresAt: Moment;
}

export interface SharePoint {
  areaM2: string;
  percent: string;
}

export interface Signed {
  stage: "a1" | "a2" | "a3";
  decision: "approved" | "rejected";
  person: Ref;
  at: Moment;
}

export interface SignedIn {
  token: string;
  refreshToken: string;
  expiresIn: number;
  csrfToken: string;
  user: Me;
}

export interface SignerView {
  person: Ref;
  onBehalfOf: Ref | null;
  escalated: boolean;
}

export interface Spend {
  fromDay: Day;
  toDay: Day;
  more: number;
  by: GroupBy;
  rows: SpendRow[];
  totals: SpendFigures;
}

export interface SpendFigures {
  orders: number;
  requests: number;
  total: string;
}

export interface SpendRow {
  orders: number;
  requests: number;
  total: string;
  key: string;
  label: string;
  share: string;
}

export interface StageAmount {
  code: string;
  name: string;
  percent: string;
  amount: string;
}

export interface StageFigures {
  system: StageSystem;
  standard: StageShare[];
  engineering: StageShare[];
  nbr16636: StageShare[];
}

export interface StageRow {
  count: number;
  mean: string | null;
  median: string | null;
  p90: string | null;
  key: string;
  label: string;
}

export interface StageShare {
  code: string;
  name: string;
  percent: string;
}

/** Which stages the work is divided into. */
export type StageSystem = "lv_ep_ap_pe" | "nbr_16636";

export interface StageTimes {
  count: number;
  mean: string | null;
  median: string | null;
  p90: string | null;
}

/** Standard of finish (padrão). */
export type Standard = "simples" | "medio" | "alto";

/** Of the process as a whole. */
export type Status = "ok" | "degraded" | "unavailable";

export interface StatusCount {
  status: "draft" | "pending_a1" | "quotation" | "pending_a2" | "pending_a3" | "approved" | "ordered" | "partially_received" | "received" | "closed" | "cancelled" | "archived";
  count: number;
  /** Such as 2850.00. */
  total: string;
}

export interface StatusFigures {
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  count: number;
  /** Such as 28520.00. */
  total: string;
}

export interface Supplier {
  id: Id;
  kind: SupplierKind;
  name: string;
  tradeName: string;
  document: string;
  email: string;
  phone: string;
  website: string;
  contactName: string;
  address: Address;
  categories: string[];
  paymentDays: number[];
  score: string | null;
  notes: string;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface SupplierContact {
  email: string;
  phone: string;
  contactName: string;
}

export interface SupplierFigures {
  invited: number;
  answered: number;
  declined: number;
  won: number;
  answerRate: string | null;
  answerHours: string | null;
  orders: number;
  total: string;
  due: number;
  punctual: number;
  punctuality: string | null;
  lateDays: string | null;
}

export interface SupplierFile {
  name: string;
  contentType: string;
  size: number;
  sha256: string;
}

export interface SupplierInput {
  kind: SupplierKind;
  name: string;
  tradeName?: string;
  document?: string;
  email?: string;
  phone?: string;
  website?: string;
  contactName?: string;
  address?: Address;
  categories?: string[];
  paymentDays?: number[];
  /** Such as 8.5. */
  score?: string | null;
  notes?: string;
}

/** A firm, a person, or a shop on the internet. */
export type SupplierKind = "PJ" | "PF" | "ONLINE";

export interface SupplierMessage {
  text: string;
  name?: string;
}

export interface SupplierPage {
  nextCursor: string | null;
  isDelta: boolean;
  hasMore: boolean;
  cursor: string;
  etag: string;
  timestamp: Moment;
  data: SupplierRow[];
}

export interface SupplierRefusal {
  reason: string;
}

export interface SupplierRow {
  id: Id;
  kind: SupplierKind;
  name: string;
  tradeName: string;
  document: string | null;
  email: string;
  phone: string;
  website: string;
  contactName: string;
  city: string;
  uf: string;
  categories: string[];
  paymentDays: number[];
  score: string | null;
  archived: boolean;
  createdAt: Moment;
  updatedAt: Moment;
  version: number;
  can: string[];
}

export interface Suppliers {
  fromDay: Day;
  toDay: Day;
  more: number;
  rows: ReportsSupplierRow[];
  totals: SupplierFigures;
}

export interface SwitchRequest {
  organisationId: Id;
}

export interface TechnicalHoursFigures {
  hoursPerM2: { [key: string]: string };
  complexityFactorApplies: boolean;
  typeFactor: { [key: string]: string };
  disciplineFactor: { [key: string]: string };
  scale: ScaleStep[];
  rates: { [key: string]: LevelFigures };
  team: { [key: string]: LevelFigures };
  indirectPercent: string;
  taxesPercent: string;
  contingencyPercent: string;
  profitPercent: string;
}

export interface Template {
  key: string;
  name: string;
  description: string;
  disciplines: Discipline[];
  buildingType?: BuildingType | null;
  version: number;
  chapters: Chapter[];
}

export interface TemplateDetail {
  id: Id;
  key: string;
  number: number;
  shipped: boolean;
  active: boolean;
  definition: Template;
}

export interface TemplateRow {
  id: Id;
  key: string;
  number: number;
  name: string;
  description: string;
  questions: number;
  shipped: boolean;
  active: boolean;
}

export interface Templates {
  data: TemplateRow[];
}

export interface TermsChange {
  validDays?: number | null;
  revisions?: number | null;
  adjustmentIndex?: string | null;
  adjustmentMonths?: number | null;
}

export interface TermsFigures {
  validDays: number;
  revisions: number;
  adjustmentIndex: string;
  adjustmentMonths: number;
}

export interface TypeFigures {
  buildingType: string;
  count: number;
  /** Such as 28520.00. */
  total: string;
  approved: number;
  /** Such as 28520.00. */
  approvedTotal: string;
  /** Such as 28520.00. */
  pricePerM2: string;
}

/** The 26 states and the Federal District. */
export type Uf = "AC" | "AL" | "AM" | "AP" | "BA" | "CE" | "DF" | "ES" | "GO" | "MA" | "MG" | "MS" | "MT" | "PA" | "PB" | "PE" | "PI" | "PR" | "RJ" | "RN" | "RO" | "RR" | "RS" | "SC" | "SE" | "SP" | "TO";

export interface UnreadCount {
  unread: number;
}

export interface Upload {
  id: Id;
  method: string;
  url: string;
  headers: { [key: string]: string };
  expiresAt: Moment;
}

export interface VersionRow {
  id: Id;
  codigo: string;
  versao: number;
  status: "RASCUNHO" | "ENVIADO" | "APROVADO" | "REJEITADO" | "EXPIRADO" | "SUBSTITUIDO";
  title: string;
  /** Such as 28520.00. */
  total: string;
  createdAt: Moment;
  sentAt: Moment | null;
  decidedAt: Moment | null;
}

export interface Versions {
  data: VersionRow[];
}

/** What the person who makes the price is told; the code never changes, the sentence may. */
export type WarningCode = "price_per_m2_out_of_band" | "methods_apart" | "minimum_applied" | "example_figures" | "cub_stale" | "budget_below_works" | "deadline_short";

export interface WhatIfInput {
  choices?: ChoiceInput[];
  quotationId?: Id | null;
  leaveOut?: Id[];
}

export interface WhyInput {
  reason: string;
}

export interface WithoutAnswer {
  quotationId: Id;
  supplier: Ref;
  status: "invited" | "declined" | "expired" | "cancelled";
  declinedReason: string;
}

export interface WorksShareFigures {
  cub: CubValue[];
  cubStaleAfterMonths: number;
  adequacyByStandard: { [key: string]: string };
  adequacyByType: { [key: string]: string };
  percentByArea: SharePoint[];
  disciplinePercent: { [key: string]: string };
}

export interface components {
  schemas: {
    Address: Address;
    AlertPage: AlertPage;
    AlertRuleInput: AlertRuleInput;
    AlertRuleView: AlertRuleView;
    AlertRules: AlertRules;
    AlertView: AlertView;
    AllOf: AllOf;
    Answer: Answer;
    AnswerItemInput: AnswerItemInput;
    AnswerLimits: AnswerLimits;
    AnswerPage: AnswerPage;
    AnswerRow: AnswerRow;
    Answered: Answered;
    Answers: Answers;
    AnyOf: AnyOf;
    Approval: Approval;
    ApprovalPolicy: ApprovalPolicy;
    Approvals: Approvals;
    ApproveInput: ApproveInput;
    Asks: Asks;
    AuditLine: AuditLine;
    AuditPage: AuditPage;
    Award: Award;
    AwardInput: AwardInput;
    AwardItem: AwardItem;
    AwardSummary: AwardSummary;
    Awards: Awards;
    Balance: Balance;
    Basket: Basket;
    Board: Board;
    Briefing: Briefing;
    BriefingChange: BriefingChange;
    BriefingInput: BriefingInput;
    BriefingPage: BriefingPage;
    BriefingPeople: BriefingPeople;
    BriefingRef: BriefingRef;
    BriefingRow: BriefingRow;
    Budget: Budget;
    BudgetChange: BudgetChange;
    BudgetFigures: BudgetFigures;
    BudgetInput: BudgetInput;
    BudgetPage: BudgetPage;
    BudgetReport: BudgetReport;
    BudgetRule: BudgetRule;
    BudgetView: BudgetView;
    BuildingType: BuildingType;
    Bulk: Bulk;
    BulkInput: BulkInput;
    BulkItem: BulkItem;
    BulkPage: BulkPage;
    BulkRow: BulkRow;
    BuyerInput: BuyerInput;
    ByHandConfirmation: ByHandConfirmation;
    CacheHealth: CacheHealth;
    CashOffer: CashOffer;
    Categories: Categories;
    Category: Category;
    Cell: Cell;
    CentrePeople: CentrePeople;
    CentrePerson: CentrePerson;
    CentrePersonInput: CentrePersonInput;
    CentreRef: CentreRef;
    Chapter: Chapter;
    ChoiceInput: ChoiceInput;
    Client: Client;
    ClientInput: ClientInput;
    ClientPage: ClientPage;
    ClientRow: ClientRow;
    Code: Code;
    CodeRef: CodeRef;
    Column: Column;
    CommentInput: CommentInput;
    CommentPage: CommentPage;
    CommentRow: CommentRow;
    CommercialTerms: CommercialTerms;
    CommitmentFigures: CommitmentFigures;
    CommitmentRow: CommitmentRow;
    Commitments: Commitments;
    ComparedRound: ComparedRound;
    ComparisonMap: ComparisonMap;
    Complexity: Complexity;
    ComposedDiscipline: ComposedDiscipline;
    Composition: Composition;
    Confirmation: Confirmation;
    ConfirmationReceipt: ConfirmationReceipt;
    Connection: Connection;
    Contains: Contains;
    CostCentre: CostCentre;
    CostCentreInput: CostCentreInput;
    CostCentrePage: CostCentrePage;
    CostCentreRow: CostCentreRow;
    CountInput: CountInput;
    Credentials: Credentials;
    CubValue: CubValue;
    CycleTime: CycleTime;
    DatabaseHealth: DatabaseHealth;
    DeadJob: DeadJob;
    DeadJobs: DeadJobs;
    Decision: Decision;
    DecisionInput: DecisionInput;
    Delegation: Delegation;
    DelegationInput: DelegationInput;
    DelegationPage: DelegationPage;
    DelegationRow: DelegationRow;
    DemoAccount: DemoAccount;
    DemoAccounts: DemoAccounts;
    Department: Department;
    DepartmentInput: DepartmentInput;
    DepartmentPage: DepartmentPage;
    DifferenceKind: DifferenceKind;
    Discipline: Discipline;
    DisciplineLine: DisciplineLine;
    DiscountChange: DiscountChange;
    DiscountDecision: DiscountDecision;
    DiscountKind: DiscountKind;
    DiscountView: DiscountView;
    EndingInput: EndingInput;
    Equals: Equals;
    ExtendInput: ExtendInput;
    Extra: Extra;
    Fact: Fact;
    FactInput: FactInput;
    FactsInput: FactsInput;
    Family: Family;
    File: File;
    FileInput: FileInput;
    FinishInput: FinishInput;
    Frequency: Frequency;
    GenerationInput: GenerationInput;
    Greater: Greater;
    GroupBy: GroupBy;
    Health: Health;
    HistoryPoint: HistoryPoint;
    HoursSpent: HoursSpent;
    Instalment: Instalment;
    InstalmentTerm: InstalmentTerm;
    Invitation: Invitation;
    InvitationAcceptance: InvitationAcceptance;
    InvitationPage: InvitationPage;
    InvitationPreview: InvitationPreview;
    InvitationRequest: InvitationRequest;
    InvitationToken: InvitationToken;
    InviteInput: InviteInput;
    Invoice: Invoice;
    InvoiceCancellation: InvoiceCancellation;
    InvoiceInput: InvoiceInput;
    InvoiceItem: InvoiceItem;
    InvoiceLink: InvoiceLink;
    InvoiceMapping: InvoiceMapping;
    InvoicePage: InvoicePage;
    InvoiceRef: InvoiceRef;
    InvoiceRow: InvoiceRow;
    IssueInput: IssueInput;
    Issuer: Issuer;
    Item: Item;
    ItemInput: ItemInput;
    ItemPage: ItemPage;
    ItemRow: ItemRow;
    ItemsInput: ItemsInput;
    Less: Less;
    LevelFigures: LevelFigures;
    LevelHours: LevelHours;
    LimitFigures: LimitFigures;
    Line: Line;
    LineMapping: LineMapping;
    Liveness: Liveness;
    Load: Load;
    LogoInput: LogoInput;
    MarkedRead: MarkedRead;
    MarketFigures: MarketFigures;
    MarketRate: MarketRate;
    MatchInvoice: MatchInvoice;
    MatchLine: MatchLine;
    MatchReceipt: MatchReceipt;
    MatchTotals: MatchTotals;
    May: May;
    Me: Me;
    MeanDays: MeanDays;
    Memory: Memory;
    MessageInput: MessageInput;
    Method: Method;
    MethodResult: MethodResult;
    Metric: Metric;
    MetricHistory: MetricHistory;
    MissingFact: MissingFact;
    MonthFigures: MonthFigures;
    MonthTimes: MonthTimes;
    MoveInput: MoveInput;
    MoveRow: MoveRow;
    Moves: Moves;
    NewRequest: NewRequest;
    NotEquals: NotEquals;
    NoticeType: NoticeType;
    NotificationAction: NotificationAction;
    NotificationEvent: NotificationEvent;
    NotificationPage: NotificationPage;
    NotificationPreferences: NotificationPreferences;
    NotificationPreferencesInput: NotificationPreferencesInput;
    NotificationRow: NotificationRow;
    OneOf: OneOf;
    Option: Option;
    Orcamento: Orcamento;
    OrcamentoChange: OrcamentoChange;
    OrcamentoPage: OrcamentoPage;
    OrcamentoRow: OrcamentoRow;
    Order: Order;
    OrderBody: OrderBody;
    OrderEvent: OrderEvent;
    OrderEventPerson: OrderEventPerson;
    OrderHistory: OrderHistory;
    OrderInput: OrderInput;
    OrderItem: OrderItem;
    OrderMatch: OrderMatch;
    OrderMessageInput: OrderMessageInput;
    OrderPage: OrderPage;
    OrderRow: OrderRow;
    OrderSendInput: OrderSendInput;
    OrderShareLink: OrderShareLink;
    OrdersIssued: OrdersIssued;
    Organisation: Organisation;
    OrganisationInput: OrganisationInput;
    OrganisationRef: OrganisationRef;
    OtherMethod: OtherMethod;
    OwnFigures: OwnFigures;
    PageBuyer: PageBuyer;
    PageConfirmation: PageConfirmation;
    PageLine: PageLine;
    PageMessage: PageMessage;
    PageSupplier: PageSupplier;
    PartStatus: PartStatus;
    Password: Password;
    PasswordAndCode: PasswordAndCode;
    PasswordChange: PasswordChange;
    PasswordReset: PasswordReset;
    PasswordResetAsked: PasswordResetAsked;
    PasswordResetRequest: PasswordResetRequest;
    PasteInput: PasteInput;
    Pasted: Pasted;
    PastedLine: PastedLine;
    PaymentChange: PaymentChange;
    PaymentFigures: PaymentFigures;
    PaymentPlan: PaymentPlan;
    PaymentView: PaymentView;
    People: People;
    PeoplePage: PeoplePage;
    PermissionInfo: PermissionInfo;
    Permissions: Permissions;
    Person: Person;
    PersonChange: PersonChange;
    PersonRef: PersonRef;
    Pipeline: Pipeline;
    Preview: Preview;
    PreviewInput: PreviewInput;
    PricePart: PricePart;
    PricePolicy: PricePolicy;
    PriceWarning: PriceWarning;
    PricingView: PricingView;
    ProjectFacts: ProjectFacts;
    ProposalAdjustment: ProposalAdjustment;
    ProposalAnswer: ProposalAnswer;
    ProposalBar: ProposalBar;
    ProposalBody: ProposalBody;
    ProposalCash: ProposalCash;
    ProposalClient: ProposalClient;
    ProposalComment: ProposalComment;
    ProposalInstalment: ProposalInstalment;
    ProposalLine: ProposalLine;
    ProposalProject: ProposalProject;
    ProposalStage: ProposalStage;
    ProposalStages: ProposalStages;
    ProposalStudio: ProposalStudio;
    PublicAnswer: PublicAnswer;
    PublicAnswerItem: PublicAnswerItem;
    PublicItem: PublicItem;
    PublicMessage: PublicMessage;
    PublicOrder: PublicOrder;
    PublicProposal: PublicProposal;
    PublicQuotation: PublicQuotation;
    PurchaseRef: PurchaseRef;
    PurchaseRequest: PurchaseRequest;
    QuestionKind: QuestionKind;
    QueuePage: QueuePage;
    QueueRow: QueueRow;
    QueuedJob: QueuedJob;
    Quotation: Quotation;
    QuotationItem: QuotationItem;
    QuotationLink: QuotationLink;
    QuotationMessage: QuotationMessage;
    QuotationMessagePage: QuotationMessagePage;
    QuotationPage: QuotationPage;
    QuotationRow: QuotationRow;
    ReadBriefing: ReadBriefing;
    ReadFact: ReadFact;
    RealtimeHealth: RealtimeHealth;
    RealtimeMetrics: RealtimeMetrics;
    ReceiptAttachment: ReceiptAttachment;
    ReceiptCancelInput: ReceiptCancelInput;
    ReceiptInput: ReceiptInput;
    ReceiptLine: ReceiptLine;
    ReceiptPage: ReceiptPage;
    ReceiptRow: ReceiptRow;
    ReceiptStatus: ReceiptStatus;
    Reckoned: Reckoned;
    RecoveryCodes: RecoveryCodes;
    Ref: Ref;
    RefreshRequest: RefreshRequest;
    Refusal: Refusal;
    RejectInput: RejectInput;
    Reminded: Reminded;
    RequestChange: RequestChange;
    RequestPage: RequestPage;
    RequestRow: RequestRow;
    ReturnInput: ReturnInput;
    Role: Role;
    RoleInput: RoleInput;
    RoleRef: RoleRef;
    Roles: Roles;
    Round: Round;
    RoundInput: RoundInput;
    RoundOfQuotation: RoundOfQuotation;
    RoundPage: RoundPage;
    RoundRef: RoundRef;
    Row: Row;
    Savings: Savings;
    SavingsFigures: SavingsFigures;
    SavingsRow: SavingsRow;
    ScaleStep: ScaleStep;
    Schedule: Schedule;
    ScheduleFigures: ScheduleFigures;
    ScheduledStage: ScheduledStage;
    SecondFactor: SecondFactor;
    SecondFactorEnrolment: SecondFactorEnrolment;
    Section: Section;
    SendInput: SendInput;
    Session: Session;
    Sessions: Sessions;
    Severity: Severity;
    Share: Share;
    ShareLink: ShareLink;
    SharePoint: SharePoint;
    Signed: Signed;
    SignedIn: SignedIn;
    SignerView: SignerView;
    Spend: Spend;
    SpendFigures: SpendFigures;
    SpendRow: SpendRow;
    StageAmount: StageAmount;
    StageFigures: StageFigures;
    StageRow: StageRow;
    StageShare: StageShare;
    StageSystem: StageSystem;
    StageTimes: StageTimes;
    Standard: Standard;
    Status: Status;
    StatusCount: StatusCount;
    StatusFigures: StatusFigures;
    Supplier: Supplier;
    SupplierContact: SupplierContact;
    SupplierFigures: SupplierFigures;
    SupplierFile: SupplierFile;
    SupplierInput: SupplierInput;
    SupplierKind: SupplierKind;
    SupplierMessage: SupplierMessage;
    SupplierPage: SupplierPage;
    SupplierRefusal: SupplierRefusal;
    Suppliers: Suppliers;
    SwitchRequest: SwitchRequest;
    TechnicalHoursFigures: TechnicalHoursFigures;
    Template: Template;
    TemplateDetail: TemplateDetail;
    TemplateRow: TemplateRow;
    Templates: Templates;
    TermsChange: TermsChange;
    TermsFigures: TermsFigures;
    TypeFigures: TypeFigures;
    Uf: Uf;
    UnreadCount: UnreadCount;
    Upload: Upload;
    VersionRow: VersionRow;
    Versions: Versions;
    WarningCode: WarningCode;
    WhatIfInput: WhatIfInput;
    WhyInput: WhyInput;
    WithoutAnswer: WithoutAnswer;
    WorksShareFigures: WorksShareFigures;
    budgets_BudgetRow: BudgetRow;
    core_health_Connections: HealthConnections;
    estimating_rules_comparison_Difference: EstimatingComparisonDifference;
    estimating_rules_methods_result_Step: EstimatingMethodsResultStep;
    estimating_rules_questionnaire_structure_Question: EstimatingQuestionnaireStructureQuestion;
    estimating_schemas_approval_Comment: EstimatingApprovalComment;
    estimating_schemas_approval_Receipt: EstimatingApprovalReceipt;
    estimating_schemas_briefings_AnswerInput: EstimatingBriefingsAnswerInput;
    estimating_schemas_orcamentos_Event: EstimatingOrcamentosEvent;
    estimating_schemas_orcamentos_EventPerson: EstimatingOrcamentosEventPerson;
    estimating_schemas_orcamentos_History: EstimatingOrcamentosHistory;
    estimating_schemas_policy_Policy: EstimatingPolicy;
    estimating_schemas_policy_PolicyInput: EstimatingPolicyInput;
    estimating_schemas_policy_PolicyVersion: EstimatingPolicyVersion;
    estimating_schemas_policy_PolicyVersions: EstimatingPolicyVersions;
    http_problem_Problem: HttpProblem;
    live_alerts_rules_Comparison: AlertsComparison;
    live_routes_Connections: RoutesConnections;
    modules_estimating_schemas_orcamentos_Comparison: EstimatingOrcamentosComparison;
    modules_procurement_rules_pasted_items_Problem: ProcurementPastedItemsProblem;
    modules_procurement_schemas_awards_Comparison: ProcurementAwardsComparison;
    procurement_rules_match_Difference: ProcurementMatchDifference;
    procurement_schemas_approval_policy_Policy: ProcurementApprovalPolicy;
    procurement_schemas_approval_policy_PolicyInput: ProcurementApprovalPolicyInput;
    procurement_schemas_approval_policy_PolicyVersion: ProcurementApprovalPolicyVersion;
    procurement_schemas_approval_policy_PolicyVersions: ProcurementApprovalPolicyVersions;
    procurement_schemas_approvals_Step: ProcurementApprovalsStep;
    procurement_schemas_comments_Comment: ProcurementComment;
    procurement_schemas_order_page_Question: ProcurementOrderPageQuestion;
    procurement_schemas_quotations_AnswerInput: ProcurementQuotationsAnswerInput;
    procurement_schemas_receipts_Receipt: ProcurementReceipt;
    procurement_schemas_requests_Event: ProcurementRequestsEvent;
    procurement_schemas_requests_EventPerson: ProcurementRequestsEventPerson;
    procurement_schemas_requests_History: ProcurementRequestsHistory;
    quotations_Attachment: QuotationsAttachment;
    reports_BudgetRow: ReportsBudgetRow;
    reports_SupplierRow: ReportsSupplierRow;
    requests_Attachment: RequestsAttachment;
    requests_RequestRef: RequestRef;
    rounds_RequestRef: RoundsRequestRef;
    suppliers_SupplierRow: SupplierRow;
  };
}

export interface paths {
  "/health": {
    /** How the server is: status, uptime, memory, connections, cache. 200 while it can serve, 503 while it cannot. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Health } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/health/live": {
    /** Whether the process lives; nothing outside it is asked. A balancer restarts what does not answer. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Liveness } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/health/ready": {
    /** Whether the process can serve: 503 while the database is gone or the process is stopping. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Health } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/metrics": {
    /** Prometheus text: for this machine, or with `Authorization: Bearer METRICS_TOKEN`. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "text/plain": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/live": {
    /** Server-Sent Events: what changed in these lists, as it happens; see docs/live-protocol.md. Filters are `<resource>.<member>`, a cursor for one of them is `<resource>.since`. */
    get: {
      parameters: { query: { resources: string; since?: string }; header?: { "Last-Event-ID"?: string }; };
      responses: {
        200: { content: { "application/json": string } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/live/connections": {
    /** Where the caller is connected to live updates in this organisation; up to date within seconds. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": RoutesConnections } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/login": {
    /** Sign in with e-mail and password. */
    post: {
      parameters: { header?: { "X-Esteio-Session"?: string }; };
      requestBody: { content: { "application/json": Credentials } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/refresh": {
    /** Exchange the refresh token (in the body, or the cookie of a cookie session) for new tokens. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": RefreshRequest } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/logout": {
    /** End this session; its tokens stop working everywhere within a second. */
    post: {
      parameters: {};
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/switch": {
    /** Go to another of one's organisations; gives new tokens and ends this session. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": SwitchRequest } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/me": {
    /** Who is signed in, where, and what they may do. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Me } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/password": {
    /** Change one's password; other sessions end. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordChange } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/password/reset-request": {
    /** Send a link to the address, if somebody has it; the answer is the same either way. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordResetRequest } };
      responses: {
        202: { content: { "application/json": PasswordResetAsked } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/password/reset": {
    /** Set a new password by the link; all sessions end. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordReset } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/demo-accounts": {
    /** Whom everybody may sign in as, with the password: empty unless this server is a demo. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": DemoAccounts } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/sessions": {
    /** Where one is signed in, the last used first. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Sessions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** End all sessions but this one. */
    delete: {
      parameters: {};
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/sessions/{session_id}": {
    /** End one of one's sessions. */
    delete: {
      parameters: { path: { session_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor": {
    /** Whether one has a second factor, and how many recovery codes are left. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": SecondFactor } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Begin: a secret for the authenticator, as text, as `otpauth:` address and as a QR code. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": Password } };
      responses: {
        201: { content: { "application/json": SecondFactorEnrolment } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor/confirm": {
    /** Prove that the authenticator has it: from now on signing in takes a code. Shows the recovery codes, once. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": Code } };
      responses: {
        200: { content: { "application/json": RecoveryCodes } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor/recovery-codes": {
    /** New recovery codes in place of those before. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordAndCode } };
      responses: {
        200: { content: { "application/json": RecoveryCodes } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/auth/second-factor/disable": {
    /** Let the password be enough again. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasswordAndCode } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/files": {
    /** Announce a file; the answer says where to send its bytes. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": FileInput } };
      responses: {
        201: { content: { "application/json": Upload } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/files/{file_id}/confirm": {
    /** Have the bytes checked against what was announced; only then is there a file. */
    post: {
      parameters: { path: { file_id: Id }; };
      responses: {
        200: { content: { "application/json": File } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/files/{file_id}": {
    /** A file with an address to download it from. */
    get: {
      parameters: { path: { file_id: Id }; };
      responses: {
        200: { content: { "application/json": File } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications": {
    /** One's own notifications, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; unread?: boolean; event?: string }; };
      responses: {
        200: { content: { "application/json": NotificationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications/unread": {
    /** How many of one's own notifications are unread. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": UnreadCount } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications/{notification_id}/read": {
    /** Note that one has seen it; again, changes nothing. */
    post: {
      parameters: { path: { notification_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/notifications/read-all": {
    /** Note that one has seen them all. */
    post: {
      parameters: {};
      responses: {
        200: { content: { "application/json": MarkedRead } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/user/notification-preferences": {
    /** How one is told in this organisation, and all there is to choose from. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": NotificationPreferences } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Choose what to hear of, and how. */
    put: {
      parameters: {};
      requestBody: { content: { "application/json": NotificationPreferencesInput } };
      responses: {
        200: { content: { "application/json": NotificationPreferences } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/health/realtime": {
    /** How real time is. 503 while this process cannot tell changes in time; full or slow is `busy`, and 200. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": RealtimeHealth } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/metrics/realtime": {
    /** The figures of the last minute, of all processes together. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": RealtimeMetrics } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/metrics/history": {
    /** How a metric went, in up to 500 points; kept for 30 days. */
    get: {
      parameters: { query: { metric: Metric; from?: Moment; to?: Moment }; };
      responses: {
        200: { content: { "application/json": MetricHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alert-rules": {
    /** Every rule, and the targets that it may name. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": AlertRules } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Add a rule. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": AlertRuleInput } };
      responses: {
        201: { content: { "application/json": AlertRuleView } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alert-rules/{rule_id}": {
    /** Replace a rule. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { rule_id: Id }; };
      requestBody: { content: { "application/json": AlertRuleInput } };
      responses: {
        200: { content: { "application/json": AlertRuleView } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Delete a rule; its alerts stay, closed. */
    delete: {
      parameters: { path: { rule_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alert-rules/{rule_id}/test": {
    /** Send a test message to every target of a rule; a mail goes to the one who asks. */
    post: {
      parameters: { path: { rule_id: Id }; };
      responses: {
        202: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/alerts": {
    /** Alerts, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; open?: boolean; severity?: string }; };
      responses: {
        200: { content: { "application/json": AlertPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/organisation": {
    /** The organisation that one is signed in to. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Organisation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Replace what the letterhead says. */
    put: {
      parameters: { header?: { "If-Match"?: string }; };
      requestBody: { content: { "application/json": OrganisationInput } };
      responses: {
        200: { content: { "application/json": Organisation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/organisation/logo": {
    /** Set the logo to an uploaded picture, or remove it. */
    put: {
      parameters: {};
      requestBody: { content: { "application/json": LogoInput } };
      responses: {
        200: { content: { "application/json": Organisation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/people": {
    /** The organisation's people. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; status?: string }; };
      responses: {
        200: { content: { "application/json": PeoplePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/people/{person_id}": {
    /** One person. */
    get: {
      parameters: { path: { person_id: Id }; };
      responses: {
        200: { content: { "application/json": Person } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Set a person's roles or status; their screens and sessions know within a second. */
    patch: {
      parameters: { path: { person_id: Id }; };
      requestBody: { content: { "application/json": PersonChange } };
      responses: {
        200: { content: { "application/json": Person } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations": {
    /** Invitations of the organisation, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; status?: string }; };
      responses: {
        200: { content: { "application/json": InvitationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Invite somebody by e-mail. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": InvitationRequest } };
      responses: {
        201: { content: { "application/json": Invitation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations/{invitation_id}": {
    /** Take an open invitation back. */
    delete: {
      parameters: { path: { invitation_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations/open": {
    /** What the link of an invitation invites to. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": InvitationToken } };
      responses: {
        200: { content: { "application/json": InvitationPreview } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invitations/accept": {
    /** Join the organisation and sign in. */
    post: {
      parameters: { header?: { "X-Esteio-Session"?: string }; };
      requestBody: { content: { "application/json": InvitationAcceptance } };
      responses: {
        200: { content: { "application/json": SignedIn } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/permissions": {
    /** Every permission of every area that the organisation can give, for the matrix of roles. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Permissions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/roles": {
    /** The organisation's roles. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Roles } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Make a role, from scratch or from another's permissions. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": RoleInput } };
      responses: {
        201: { content: { "application/json": Role } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/roles/{role_id}": {
    /** Replace a role's name and permissions. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { role_id: Id }; };
      requestBody: { content: { "application/json": RoleInput } };
      responses: {
        200: { content: { "application/json": Role } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Delete a role that nobody has. */
    delete: {
      parameters: { path: { role_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/audit": {
    /** The trail of the organisation, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; action?: string; result?: string }; };
      responses: {
        200: { content: { "application/json": AuditPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/jobs/dead": {
    /** Background work of the organisation that failed for good, the newest first. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": DeadJobs } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/jobs/{job_id}/retry": {
    /** Run a failed job again. */
    post: {
      parameters: { path: { job_id: number }; };
      responses: {
        202: { content: { "application/json": QueuedJob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/jobs/{job_id}": {
    /** Throw a failed job away: it will never run. */
    delete: {
      parameters: { path: { job_id: number }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients": {
    /** Clients by name; those put away only with `archived=true`. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; kind?: "PF" | "PJ"; uf?: string; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": ClientPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Add a client. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": ClientInput } };
      responses: {
        201: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients/{client_id}": {
    /** One client. */
    get: {
      parameters: { path: { client_id: Id }; };
      responses: {
        200: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Replace a client's data. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { client_id: Id }; };
      requestBody: { content: { "application/json": ClientInput } };
      responses: {
        200: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Put a client away; its briefings and orçamentos stay, and it can be restored. */
    delete: {
      parameters: { path: { client_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients/{client_id}/restore": {
    /** Take a client out of the archive. */
    post: {
      parameters: { path: { client_id: Id }; };
      responses: {
        200: { content: { "application/json": Client } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-templates": {
    /** Templates to start a briefing from. */
    get: {
      parameters: { query?: { inactive?: boolean }; };
      responses: {
        200: { content: { "application/json": Templates } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Publish a template, or the next version of the one with the same key. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": Template } };
      responses: {
        201: { content: { "application/json": TemplateDetail } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-templates/{template_id}": {
    /** A template with its questions. Versions never change, so the answer can be kept. */
    get: {
      parameters: { path: { template_id: Id }; };
      responses: {
        200: { content: { "application/json": TemplateDetail } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Take a template out of use; briefings that use it go on. */
    delete: {
      parameters: { path: { template_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-templates/{template_id}/activate": {
    /** Bring a template back into use. */
    post: {
      parameters: { path: { template_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings": {
    /** Briefings of the organisation, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; clientId?: Id; responsibleId?: Id }; };
      responses: {
        200: { content: { "application/json": BriefingPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Open a briefing for a client. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": BriefingInput } };
      responses: {
        201: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-people": {
    /** Colleagues who may answer briefings: for choosing who is responsible for one. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": BriefingPeople } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{ref}": {
    /** One briefing, by id or number. */
    get: {
      parameters: { path: { ref: string }; };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}": {
    /** Change client, title or who is responsible. */
    patch: {
      parameters: { header?: { "If-Match"?: string }; path: { briefing_id: Id }; };
      requestBody: { content: { "application/json": BriefingChange } };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/complete": {
    /** Complete a briefing; answers can then change only after reopening it. */
    post: {
      parameters: { path: { briefing_id: Id }; };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/edit": {
    /** Reopen a completed briefing for editing. */
    post: {
      parameters: { path: { briefing_id: Id }; };
      responses: {
        200: { content: { "application/json": Briefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/answers": {
    /** Answers, the questions to show, and those still owed. */
    get: {
      parameters: { path: { briefing_id: Id }; };
      responses: {
        200: { content: { "application/json": Answers } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefing-answers": {
    /** A briefing's answers as rows, live: what one person types appears on another's screen. */
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; briefingId: Id }; };
      responses: {
        200: { content: { "application/json": AnswerPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/answers/{question_id}": {
    /** Save one answer; null clears it. */
    put: {
      parameters: { path: { briefing_id: Id; question_id: string }; };
      requestBody: { content: { "application/json": EstimatingBriefingsAnswerInput } };
      responses: {
        200: { content: { "application/json": Answers } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{ref}/extraction": {
    /** What the answers say about the project: each value with its source, and what has to be asked. */
    get: {
      parameters: { path: { ref: string }; };
      responses: {
        200: { content: { "application/json": ReadBriefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/{briefing_id}/facts/{fact}": {
    /** Confirm or correct what was read. */
    put: {
      parameters: { path: { briefing_id: Id; fact: Fact }; };
      requestBody: { content: { "application/json": FactInput } };
      responses: {
        200: { content: { "application/json": ReadBriefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Go back to what the answers say. */
    delete: {
      parameters: { path: { briefing_id: Id; fact: Fact }; };
      responses: {
        200: { content: { "application/json": ReadBriefing } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos": {
    /** Orçamentos of the organisation, every version, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; clientId?: Id; briefingId?: Id; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "application/json": OrcamentoPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/gerar-briefing/{ref}": {
    /** Price a concluded briefing, by id or number. Again, it answers with the same draft. Where an answer was not read for sure or lacks, the problem's code is `FACT_UNCERTAIN` or `FACT_MISSING` and `fields` holds the questions to put; `PUT /api/briefings/{id}/facts/{fact}` takes the answers. */
    post: {
      parameters: { query?: { novaVersao?: boolean }; path: { ref: string }; };
      requestBody: { content: { "application/json": GenerationInput | null } };
      responses: {
        201: { content: { "application/json": Orcamento } };
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}": {
    /** One orçamento, whole. Its ETag is its `version`. */
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Change a draft; stages, dates, instalments and terms follow. A discount above the limit waits for approval. */
    patch: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": OrcamentoChange } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/discount/approve": {
    /** Let a discount above the limit stand; never one's own. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DiscountDecision | null } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/discount/refuse": {
    /** Take a discount above the limit out; the draft is then at its full price. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DiscountDecision | null } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/send": {
    /** Send a draft: it is dated from today, mailed to the client with a link, and changes no more. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": SendInput | null } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/link": {
    /** The client's link, to hand on by other ways than mail. */
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": ShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** A new link for the client; the one before stops working at once. */
    post: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        201: { content: { "application/json": ShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/approve": {
    /** Record that the client approved; the briefing becomes a project. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DecisionInput } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/reject": {
    /** Record that the client declined; the briefing may be priced again. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { orcamento_id: Id }; };
      requestBody: { content: { "application/json": DecisionInput } };
      responses: {
        200: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/new-version": {
    /** A draft that begins as this version is, without its discount; to read the briefing anew, generate again. */
    post: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        201: { content: { "application/json": Orcamento } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/versions": {
    /** All versions of this orçamento, the newest first. */
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": Versions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/compare": {
    /** What changed from the version `with` to this one: facts, lines, totals, terms. */
    get: {
      parameters: { query: { with: Id }; path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": EstimatingOrcamentosComparison } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/history": {
    /** What happened to this version, the newest first: also what the client did by the link. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; kind?: string }; path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/json": EstimatingOrcamentosHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/{orcamento_id}/proposal.pdf": {
    /** The proposal on paper: what was sent, or the draft as it stands, which says RASCUNHO on every page. */
    get: {
      parameters: { path: { orcamento_id: Id }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}": {
    /** What the client was sent. 410 says by its code why a link no longer opens it: `EXPIRED_LINK`, `INVALID_LINK`, `LINK_REPLACED`, `PROPOSAL_REPLACED`, `PROPOSAL_EXPIRED`. */
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/json": PublicProposal } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/pdf": {
    /** What the client was sent, on paper. */
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/approve": {
    /** Approve what was sent, with name and CPF; 410 `PROPOSAL_DECIDED` when it was answered before. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": Approval } };
      responses: {
        200: { content: { "application/json": EstimatingApprovalReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/decline": {
    /** Decline what was sent, and say why. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": Refusal } };
      responses: {
        200: { content: { "application/json": EstimatingApprovalReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/proposals/{token}/comments": {
    /** Write to the studio. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": EstimatingApprovalComment } };
      responses: {
        201: { content: { "application/json": ProposalComment } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy": {
    /** The figures that prices are made with now. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": EstimatingPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Put new figures in force, as the next version; `If-Match` holds the number that was read. */
    put: {
      parameters: { header?: { "If-Match"?: string }; };
      requestBody: { content: { "application/json": EstimatingPolicyInput } };
      responses: {
        200: { content: { "application/json": EstimatingPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy/versions": {
    /** Versions of the policy, the newest first. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": EstimatingPolicyVersions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy/versions/{number}": {
    /** One version of the policy; 0 is the one that ships. */
    get: {
      parameters: { path: { number: number }; };
      responses: {
        200: { content: { "application/json": EstimatingPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/price-policy/preview": {
    /** What a project would cost by these figures; nothing is stored. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PreviewInput } };
      responses: {
        200: { content: { "application/json": Preview } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/statistics/pipeline": {
    /** How the orçamentos of a period stand: by state, month and type, with conversion and mean days. */
    get: {
      parameters: { query?: { from?: Day; to?: Day }; };
      responses: {
        200: { content: { "application/json": Pipeline } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/orcamentos/export": {
    /** Orçamentos as a file; takes the right to see them, too. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; clientId?: Id; briefingId?: Id; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/clients/export": {
    /** Clients as a file; takes the right to see them, too. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; kind?: "PF" | "PJ"; uf?: string; archived?: boolean }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/briefings/export": {
    /** Briefings as a file, without their answers; takes the right to see them, too. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; clientId?: Id; responsibleId?: Id }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/departments": {
    /** Departments by name; those put away only with `archived=true`. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": DepartmentPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Add a department. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": DepartmentInput } };
      responses: {
        201: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/departments/{department_id}": {
    /** One department. */
    get: {
      parameters: { path: { department_id: Id }; };
      responses: {
        200: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Give a department another name. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { department_id: Id }; };
      requestBody: { content: { "application/json": DepartmentInput } };
      responses: {
        200: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Put a department away; what names it stays, and it can be restored. */
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { department_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/departments/{department_id}/restore": {
    /** Take a department out of the archive. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { department_id: Id }; };
      responses: {
        200: { content: { "application/json": Department } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres": {
    /** Cost centres by code; those put away only with `archived=true`. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; departmentId?: Id; personId?: Id; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": CostCentrePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Add a cost centre. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": CostCentreInput } };
      responses: {
        201: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}": {
    /** One cost centre. */
    get: {
      parameters: { path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Replace a cost centre's code, name and department. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { cost_centre_id: Id }; };
      requestBody: { content: { "application/json": CostCentreInput } };
      responses: {
        200: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Put a cost centre away; its requests stay, and it can be restored. */
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { cost_centre_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/restore": {
    /** Take a cost centre out of the archive. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": CostCentre } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/people": {
    /** Who asks on a cost centre, and who of them approves its needs. */
    get: {
      parameters: { path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": CentrePeople } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/people/{person_id}": {
    /** Let somebody ask on a cost centre, or approve its needs as well. */
    put: {
      parameters: { path: { cost_centre_id: Id; person_id: Id }; };
      requestBody: { content: { "application/json": CentrePersonInput } };
      responses: {
        200: { content: { "application/json": CentrePerson } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Take somebody off a cost centre. */
    delete: {
      parameters: { path: { cost_centre_id: Id; person_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/budgets": {
    /** Budgets, the latest periods first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; costCentreId?: Id; year?: number; month?: number }; };
      responses: {
        200: { content: { "application/json": BudgetPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Set what a cost centre may spend in a month, or in a year without the months that have a budget of their own. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": BudgetInput } };
      responses: {
        201: { content: { "application/json": Budget } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/budgets/{budget_id}": {
    /** One budget, with what is committed of it. */
    get: {
      parameters: { path: { budget_id: Id }; };
      responses: {
        200: { content: { "application/json": Budget } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Set another amount for the same period. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { budget_id: Id }; };
      requestBody: { content: { "application/json": BudgetChange } };
      responses: {
        200: { content: { "application/json": Budget } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Remove a budget: nothing in its period exceeds one any more. */
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { budget_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/cost-centres/{cost_centre_id}/budget": {
    /** What a purchase would leave of a cost centre's budget of that day: its month's, else its year's. */
    get: {
      parameters: { query?: { amount?: string; on?: Day; requestId?: Id }; path: { cost_centre_id: Id }; };
      responses: {
        200: { content: { "application/json": BudgetView } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers": {
    /** Suppliers by name; those put away only with `archived=true`. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; kind?: SupplierKind; uf?: string; category?: string; archived?: boolean }; };
      responses: {
        200: { content: { "application/json": SupplierPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Add a supplier. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": SupplierInput } };
      responses: {
        201: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers/{supplier_id}": {
    /** One supplier. */
    get: {
      parameters: { path: { supplier_id: Id }; };
      responses: {
        200: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Replace a supplier's data. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { supplier_id: Id }; };
      requestBody: { content: { "application/json": SupplierInput } };
      responses: {
        200: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Put a supplier away; its quotations and orders stay, and it can be restored. */
    delete: {
      parameters: { header?: { "If-Match"?: string }; path: { supplier_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers/{supplier_id}/restore": {
    /** Take a supplier out of the archive. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { supplier_id: Id }; };
      responses: {
        200: { content: { "application/json": Supplier } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-policy": {
    /** The figures that requests are judged by now. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Put new figures in force, as the next version; `If-Match` holds the number that was read. */
    put: {
      parameters: { header?: { "If-Match"?: string }; };
      requestBody: { content: { "application/json": ProcurementApprovalPolicyInput } };
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-policy/versions": {
    /** Versions of the policy, the newest first. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicyVersions } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-policy/versions/{number}": {
    /** One version of the policy; 0 is the one that ships. */
    get: {
      parameters: { path: { number: number }; };
      responses: {
        200: { content: { "application/json": ProcurementApprovalPolicy } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-delegations": {
    /** Delegations given by or to the caller, the latest first; everybody's for who manages them. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; fromId?: Id; toId?: Id; standing?: boolean }; };
      responses: {
        200: { content: { "application/json": DelegationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Let somebody else sign while one is away. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": DelegationInput } };
      responses: {
        201: { content: { "application/json": Delegation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-delegations/{delegation_id}": {
    /** One delegation. */
    get: {
      parameters: { path: { delegation_id: Id }; };
      responses: {
        200: { content: { "application/json": Delegation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approval-delegations/{delegation_id}/cancel": {
    /** Take a signature back before its last day; what was signed stays signed. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { delegation_id: Id }; };
      responses: {
        200: { content: { "application/json": Delegation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests": {
    /** Requests of the organisation, the newest first; a column of the kanban is one `status`. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; priority?: string; costCentreId?: Id; departmentId?: Id; requesterId?: Id; buyerId?: Id; parentId?: Id; overBudget?: boolean; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "application/json": RequestPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Begin a request, as a draft of one's own. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": NewRequest } };
      responses: {
        201: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/board": {
    /** How many requests stand in each state, and what they come to. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Board } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}": {
    /** One request, whole. Its ETag is its `version`. */
    get: {
      parameters: { path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Replace the head of a draft, and its items if they are given. In quotation the request goes back to A1; while it waits it cannot be changed. `fields` names each cell that is wrong (`items[2].quantity`). */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": RequestChange } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/items": {
    /** Replace what is asked for, in order; `fields` names each cell that is wrong (`items[2].quantity`). */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": ItemsInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/items/paste": {
    /** Read items out of cells copied from a spreadsheet, with Brazilian numbers. Nothing is saved. */
    post: {
      parameters: { path: { request_id: Id }; };
      requestBody: { content: { "application/json": PasteInput } };
      responses: {
        200: { content: { "application/json": Pasted } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-request-items/paste": {
    /** The same for a request that is not there yet. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": PasteInput } };
      responses: {
        200: { content: { "application/json": Pasted } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/buyer": {
    /** Say who conducts the quotations of a request. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": BuyerInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/duplicate": {
    /** A draft of one's own that asks for the same. */
    post: {
      parameters: { path: { request_id: Id }; };
      responses: {
        201: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/moves": {
    /** Take an action of the table of moves, or put the card in another column (`to`); each takes its own right. A `409` says in `state` where the request is, in `allowed` what may be done, in `happened` who moved it last. Awards and balances need more than a card says (`MOVE_NEEDS_MORE`): they have routes of their own. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": MoveInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/moves": {
    /** Where a card may go from each column, by which action, and what that asks for. What one may do, rows say. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Moves } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/history": {
    /** What happened to this request, the newest first: every move, and what suppliers did by their links. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; kind?: string }; path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementRequestsHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-request-items": {
    /** A request's items as rows, live: what one person changes appears on another's screen. */
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; requestId: Id }; };
      responses: {
        200: { content: { "application/json": ItemPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-people": {
    /** Colleagues by what they may do: for choosing a buyer, an approver, who is delegated to or mentioned. */
    get: {
      parameters: { query?: { may?: May }; };
      responses: {
        200: { content: { "application/json": People } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-categories": {
    /** Categories in use, of suppliers and of what was asked for: for suggesting them and for filters. */
    get: {
      parameters: {};
      responses: {
        200: { content: { "application/json": Categories } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-request-comments": {
    /** What people wrote about a request, the oldest first, live. */
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; requestId: Id }; };
      responses: {
        200: { content: { "application/json": CommentPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/comments": {
    /** Write about a request; those who take part in it, and who is named, are told. */
    post: {
      parameters: { path: { request_id: Id }; };
      requestBody: { content: { "application/json": CommentInput } };
      responses: {
        201: { content: { "application/json": ProcurementComment } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/comments/{comment_id}": {
    /** Take a comment of one's own back, or anybody's for who looks after all requests. */
    delete: {
      parameters: { path: { request_id: Id; comment_id: Id }; };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approvals": {
    /** What waits for one's own signature, also on behalf of who is away; what waits longest comes first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; stage?: string; escalated?: boolean; requestId?: Id }; };
      responses: {
        200: { content: { "application/json": QueuePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/approvals": {
    /** Every signature of a request, for whom it waits, and the hash of what would be signed now. */
    get: {
      parameters: { path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": Approvals } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/approve": {
    /** Give the signature that the request waits for. Whether it is the caller's to give depends on the request: never its requester's, and nobody's twice (`OWN_REQUEST`, `ALREADY_SIGNED`, `NOT_A_SIGNER`). Of two at once the second is told what the first decided (409 `ALREADY_DECIDED`, `happened`). */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": ApproveInput | null } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/reject": {
    /** Refuse what waits, with a reason: it goes back to its requester, or is put away. The first refusal ends it. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": RejectInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approvals/bulk": {
    /** One's own approvals of many at once, the newest first; while one runs, its progress is told live. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; state?: string }; };
      responses: {
        200: { content: { "application/json": BulkPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Approve or reject up to 1,000 at once. Each is judged alone, as its own route would: what cannot be signed is reported, and holds up nothing else. */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": BulkInput } };
      responses: {
        202: { content: { "application/json": BulkRow } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/approvals/bulk/{bulk_id}": {
    /** One's own approval of many at once: how far it is, and what became of each. */
    get: {
      parameters: { path: { bulk_id: Id }; };
      responses: {
        200: { content: { "application/json": Bulk } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds": {
    /** Rounds of quotations, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; purchaseRequestId?: Id }; };
      responses: {
        200: { content: { "application/json": RoundPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/rounds": {
    /** Ask suppliers for prices of what an approved need asks for; each that has an address is mailed a link of its own. A request has one open round at a time. */
    post: {
      parameters: { path: { request_id: Id }; };
      requestBody: { content: { "application/json": RoundInput } };
      responses: {
        201: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}": {
    /** One round; its quotations are `GET /api/quotations?roundId=`. Its ETag is its `version`. */
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/invite": {
    /** Ask more suppliers, or once more those who declined, were late or were taken out. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": InviteInput } };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/extend": {
    /** Give suppliers more time; those who were late may answer again. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": ExtendInput } };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/remind": {
    /** Mail those who have not answered, once an hour at most. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      responses: {
        200: { content: { "application/json": Reminded } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/cancel": {
    /** Give a round up: its links stop working at once, and suppliers are told. The request may be quoted anew. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": WhyInput } };
      responses: {
        200: { content: { "application/json": Round } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations": {
    /** Quotations, one of each supplier in each round, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; roundId?: Id; purchaseRequestId?: Id; supplierId?: Id }; };
      responses: {
        200: { content: { "application/json": QuotationPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}": {
    /** One quotation, with what it says of each item. Its ETag is its `version`. */
    get: {
      parameters: { path: { quotation_id: Id }; };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/answer": {
    /** Write down what a supplier answered by telephone or on paper, also after the round's time. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": ProcurementQuotationsAnswerInput } };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/decline": {
    /** Write down that a supplier will not quote. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": WhyInput } };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/cancel": {
    /** Take one supplier out of a round: its link stops working at once. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": WhyInput } };
      responses: {
        200: { content: { "application/json": Quotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/link": {
    /** The supplier's link, to hand on by other ways than mail. */
    get: {
      parameters: { path: { quotation_id: Id }; };
      responses: {
        200: { content: { "application/json": QuotationLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** A new link for the supplier; the one before stops working at once. */
    post: {
      parameters: { path: { quotation_id: Id }; };
      responses: {
        201: { content: { "application/json": QuotationLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-messages": {
    /** What supplier and buyers wrote to each other about one quotation, the oldest first. */
    get: {
      parameters: { query: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; quotationId: Id }; };
      responses: {
        200: { content: { "application/json": QuotationMessagePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotations/{quotation_id}/messages": {
    /** Write to the supplier: it stands on its page and is mailed. */
    post: {
      parameters: { path: { quotation_id: Id }; };
      requestBody: { content: { "application/json": MessageInput } };
      responses: {
        201: { content: { "application/json": QuotationMessage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}": {
    /** What the supplier is asked for. 410 says by its code why a link no longer opens it: `EXPIRED_LINK`, `INVALID_LINK`, `LINK_REPLACED`, `QUOTATION_CLOSED`, `QUOTATION_DECIDED`, `QUOTATION_CANCELLED`. */
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/json": PublicQuotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/answer": {
    /** Give prices; again, until the time is over, the later answer takes the place of the earlier one. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": ProcurementQuotationsAnswerInput } };
      responses: {
        200: { content: { "application/json": PublicQuotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/decline": {
    /** Say that there will be no prices, and why. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": SupplierRefusal } };
      responses: {
        200: { content: { "application/json": PublicQuotation } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/messages": {
    /** Write to the buyer. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": SupplierMessage } };
      responses: {
        201: { content: { "application/json": PublicMessage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/files": {
    /** Announce a file; the answer says where to send its bytes. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": SupplierFile } };
      responses: {
        201: { content: { "application/json": Upload } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/quotations/{token}/files/{file_id}/confirm": {
    /** Have the bytes checked against what was announced; only then does the file hang on the quotation. */
    post: {
      parameters: { path: { token: string; file_id: Id }; };
      responses: {
        200: { content: { "application/json": File } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison": {
    /** Items by suppliers: what each offer costs landed and at its present value, the best of each item, and the cheapest ways to buy it all. It changes with the round's quotations, which are live. */
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementAwardsComparison } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison/what-if": {
    /** What a choice would come to; nothing is stored, and not every item need be chosen. */
    post: {
      parameters: { path: { round_id: Id }; };
      requestBody: { content: { "application/json": WhatIfInput } };
      responses: {
        200: { content: { "application/json": Reckoned } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison.xlsx": {
    /** The map as a spreadsheet; takes the right to see it, too. */
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/comparison.pdf": {
    /** The map on paper, for whoever decides by it. */
    get: {
      parameters: { path: { round_id: Id }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/quotation-rounds/{round_id}/award": {
    /** Choose who wins, item by item or all of one supplier; the request goes on to its approval. Items that are left out get a request of their own, already in quotation, to which those who won nothing are invited. Whoever chooses second is told who was first: `happened` of a 409. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { round_id: Id }; };
      requestBody: { content: { "application/json": AwardInput } };
      responses: {
        201: { content: { "application/json": Award } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/awards/{award_id}": {
    /** One award as it was decided, with the map that it was decided by. */
    get: {
      parameters: { path: { award_id: Id }; };
      responses: {
        200: { content: { "application/json": Award } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/awards": {
    /** Every award of a request, also those that were taken back, the newest first. */
    get: {
      parameters: { path: { request_id: Id }; };
      responses: {
        200: { content: { "application/json": Awards } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/return-to-quotation": {
    /** Take an award back before its orders are issued: the same answers are in play again. Once it was approved it takes the right to change orders, too. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": ReturnInput } };
      responses: {
        200: { content: { "application/json": PurchaseRequest } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders": {
    /** Orders of the organisation, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; fulfilment?: string; supplierId?: Id; requestId?: Id; costCentreId?: Id; buyerId?: Id; late?: boolean; from?: Day; to?: Day; expectedFrom?: Day; expectedTo?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "application/json": OrderPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/{request_id}/orders": {
    /** Draft the orders of an approved request, one for each supplier that won something; their totals add up to the award's. The request is `ordered` from then on. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { request_id: Id }; };
      requestBody: { content: { "application/json": IssueInput | null } };
      responses: {
        201: { content: { "application/json": OrdersIssued } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}": {
    /** One order, whole. Its ETag is its `version`. */
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Say where to, until when and what else of a draft. Prices and quantities are those that were signed. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": OrderInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/send": {
    /** Send a draft: what the supplier sees is fixed, dated from today, and mailed with a link, if it has an address. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": OrderSendInput | null } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/link": {
    /** The supplier's link, to hand on by other ways than mail. */
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": OrderShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** A new link for the supplier; the one before stops working at once. */
    post: {
      parameters: { path: { order_id: Id }; };
      responses: {
        201: { content: { "application/json": OrderShareLink } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/messages": {
    /** Write to the supplier, by mail and on its page; what it writes is in the history (`asked`). */
    post: {
      parameters: { path: { order_id: Id }; };
      requestBody: { content: { "application/json": OrderMessageInput } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/confirm": {
    /** Record that the supplier confirmed, by what it told the buyer. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": ByHandConfirmation | null } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/cancel": {
    /** Cancel an order of which nothing came; its supplier is told. When it was the last of its request, the request returns to its quotation. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": EndingInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/return-to-quotation": {
    /** Have what did not come bought from somebody else: nothing came, the order is cancelled; a part came, it is closed with its balance given up. The balance is in the quotation of `following`, a new request whose need is approved already, or, when nothing of the request is ordered elsewhere, in that of the request itself. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": EndingInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/close-short": {
    /** Give up what is still to come of an order that came in part: it stays `partial`, and nobody buys the rest. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": EndingInput } };
      responses: {
        200: { content: { "application/json": Order } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/order.pdf": {
    /** The order on paper: what was sent, or the draft as it stands, which says RASCUNHO on every page. */
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/history": {
    /** What happened to this order, the newest first: every move and receipt, and what the supplier did by its link. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; kind?: string }; path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": OrderHistory } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}": {
    /** What the supplier was sent. 410 says by its code why a link no longer opens it: `EXPIRED_LINK`, `INVALID_LINK`, `LINK_REPLACED`, `ORDER_WITHDRAWN`. */
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/json": PublicOrder } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}/pdf": {
    /** What the supplier was sent, on paper. */
    get: {
      parameters: { path: { token: string }; };
      responses: {
        200: { content: { "application/pdf": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}/confirm": {
    /** Confirm what was sent, and say when it will be delivered; once. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": Confirmation } };
      responses: {
        200: { content: { "application/json": ConfirmationReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/public/orders/{token}/messages": {
    /** Write to the buyer. */
    post: {
      parameters: { path: { token: string }; };
      requestBody: { content: { "application/json": ProcurementOrderPageQuestion } };
      responses: {
        204: { content?: never };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts": {
    /** Receipts of the organisation, the newest first. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; status?: string; orderId?: Id; supplierId?: Id; invoiceId?: Id; from?: Day; to?: Day }; };
      responses: {
        200: { content: { "application/json": ReceiptPage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/receipts": {
    /** Write down what came of an order, item by item; order and request follow. `If-Match` is the order's. More than was ordered and the tolerance of the policy allows is refused: `OVER_DELIVERY`, whose `mayStillCome` says how much of each item may still come. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { order_id: Id }; };
      requestBody: { content: { "application/json": ReceiptInput } };
      responses: {
        201: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}": {
    /** One receipt, whole. Its ETag is its `version`. */
    get: {
      parameters: { path: { receipt_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Correct a count that was not handed in yet; order and request follow. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      requestBody: { content: { "application/json": ReceiptInput } };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}/hand-in": {
    /** Give a count to whoever checks it against order and invoice. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}/finish": {
    /** Find a receipt right. Differences of order, receipt and invoice (`DIFFERENCES_UNEXPLAINED`, in `differences`), or no invoice at all, take a reason. When all came and all is checked, order and request end. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      requestBody: { content: { "application/json": FinishInput | null } };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/receipts/{receipt_id}/cancel": {
    /** Take a receipt back that was not found right yet: what it counted did not come. Order and request follow. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { receipt_id: Id }; };
      requestBody: { content: { "application/json": ReceiptCancelInput } };
      responses: {
        200: { content: { "application/json": ProcurementReceipt } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices": {
    /** Invoices, the newest first; the cancelled only with `cancelled=true`. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; since?: string; etag?: string; compress?: boolean; id?: string; orderId?: Id; supplierId?: Id; linked?: boolean; from?: Day; to?: Day; cancelled?: boolean }; };
      responses: {
        200: { content: { "application/json": InvoicePage } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
    /** Read the XML of an NF-e. Its lines are taken for the items of its order that they seem to be (`suggested`). */
    post: {
      parameters: {};
      requestBody: { content: { "application/json": InvoiceInput } };
      responses: {
        201: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}": {
    /** One invoice with its lines. */
    get: {
      parameters: { path: { invoice_id: Id }; };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/xml": {
    /** The NF-e as its supplier sent it. */
    get: {
      parameters: { path: { invoice_id: Id }; };
      responses: {
        200: { content: { "application/xml": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/link": {
    /** Say which order an invoice belongs to; its lines are taken for that order's items anew. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      requestBody: { content: { "application/json": InvoiceLink } };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/items": {
    /** Say of every line which item of the order it is, and how many of the order's units its unit is. */
    put: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      requestBody: { content: { "application/json": InvoiceMapping } };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/cancel": {
    /** Note that an invoice does not count: its issuer cancelled it, or it was entered by mistake. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      requestBody: { content: { "application/json": InvoiceCancellation } };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/invoices/{invoice_id}/restore": {
    /** Let a cancelled invoice count again, on the order that it was on. */
    post: {
      parameters: { header?: { "If-Match"?: string }; path: { invoice_id: Id }; };
      responses: {
        200: { content: { "application/json": Invoice } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/{order_id}/match": {
    /** An order, what came of it and what its invoices charge, beside each other, with every difference. */
    get: {
      parameters: { path: { order_id: Id }; };
      responses: {
        200: { content: { "application/json": OrderMatch } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/spend": {
    /** What was spent with suppliers, by month, cost centre, department, supplier or category. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; top?: number }; };
      responses: {
        200: { content: { "application/json": Spend } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/spend/export": {
    /** The same as a file, all rows of it; takes the right to see the report, too. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/cycle-time": {
    /** How long each stage of a purchase takes, and how that went from month to month. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string }; };
      responses: {
        200: { content: { "application/json": CycleTime } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/cycle-time/export": {
    /** The same as a file, all rows of it; takes the right to see the report, too. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/savings": {
    /** What awards saved against the first, the highest and the lowest offer for the same goods. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; top?: number }; };
      responses: {
        200: { content: { "application/json": Savings } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/savings/export": {
    /** The same as a file, all rows of it; takes the right to see the report, too. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/suppliers": {
    /** How suppliers answer invitations and keep their dates. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; top?: number }; };
      responses: {
        200: { content: { "application/json": Suppliers } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/suppliers/export": {
    /** The same as a file, all rows of it; takes the right to see the report, too. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/commitments": {
    /** What has been ordered and is still to come; without a period, all of it. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; top?: number }; };
      responses: {
        200: { content: { "application/json": Commitments } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/commitments/export": {
    /** The same as a file, all rows of it; takes the right to see the report, too. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; by?: GroupBy; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/budget": {
    /** What requests take of each cost centre's months, against what it may spend. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; top?: number }; };
      responses: {
        200: { content: { "application/json": BudgetReport } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/reports/purchases/budget/export": {
    /** The same as a file, all rows of it; takes the right to see the report, too. */
    get: {
      parameters: { query?: { from?: Day; to?: Day; costCentreId?: Id; departmentId?: Id; supplierId?: Id; category?: string; format?: "csv" | "xlsx" }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/suppliers/export": {
    /** Suppliers as a file; takes the right to see them, too. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; kind?: SupplierKind; uf?: string; category?: string; archived?: boolean }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-requests/export": {
    /** Purchase requests as a file, without their items; takes the right to see them, too. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; priority?: string; costCentreId?: Id; departmentId?: Id; requesterId?: Id; buyerId?: Id; parentId?: Id; overBudget?: boolean; from?: Day; to?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
  "/api/purchase-orders/export": {
    /** Purchase orders as a file, without their items; takes the right to see them, too. */
    get: {
      parameters: { query?: { limit?: number; cursor?: string; sort?: string; q?: string; fields?: string; format?: "csv" | "xlsx"; status?: string; fulfilment?: string; supplierId?: Id; requestId?: Id; costCentreId?: Id; buyerId?: Id; late?: boolean; from?: Day; to?: Day; expectedFrom?: Day; expectedTo?: Day; minTotal?: string; maxTotal?: string }; };
      responses: {
        200: { content: { "text/csv": Blob; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Blob } };
        default: { content: { "application/problem+json": HttpProblem } };
      };
    };
  };
}

/** Every live list, by its name. */
export interface LiveLists {
  "notifications": { path: "/api/notifications"; row: NotificationRow; liveFilters: "id" | "unread" | "event" };
  "clients": { path: "/api/clients"; row: ClientRow; liveFilters: "id" | "kind" | "uf" | "archived" };
  "briefings": { path: "/api/briefings"; row: BriefingRow; liveFilters: "id" | "status" | "clientId" | "responsibleId" };
  "briefing-answers": { path: "/api/briefing-answers"; row: AnswerRow; liveFilters: "id" | "briefingId" };
  "orcamentos": { path: "/api/orcamentos"; row: OrcamentoRow; liveFilters: "id" | "status" | "clientId" | "briefingId" };
  "departments": { path: "/api/departments"; row: Department; liveFilters: "id" | "archived" };
  "cost-centres": { path: "/api/cost-centres"; row: CostCentreRow; liveFilters: "id" | "departmentId" | "archived" };
  "budgets": { path: "/api/budgets"; row: BudgetRow; liveFilters: "id" | "costCentreId" | "year" | "month" };
  "suppliers": { path: "/api/suppliers"; row: SupplierRow; liveFilters: "id" | "kind" | "uf" | "archived" };
  "approval-delegations": { path: "/api/approval-delegations"; row: DelegationRow; liveFilters: "id" | "fromId" | "toId" };
  "approvals": { path: "/api/approvals"; row: QueueRow; liveFilters: "id" | "stage" | "escalated" | "requestId" };
  "bulk-approvals": { path: "/api/approvals/bulk"; row: BulkRow; liveFilters: "id" | "state" };
  "purchase-requests": { path: "/api/purchase-requests"; row: RequestRow; liveFilters: "id" | "status" | "priority" | "costCentreId" | "departmentId" | "requesterId" | "buyerId" | "parentId" | "overBudget" };
  "purchase-request-items": { path: "/api/purchase-request-items"; row: ItemRow; liveFilters: "id" | "requestId" };
  "purchase-request-comments": { path: "/api/purchase-request-comments"; row: CommentRow; liveFilters: "id" | "requestId" };
  "quotation-rounds": { path: "/api/quotation-rounds"; row: Round; liveFilters: "id" | "status" | "purchaseRequestId" };
  "quotations": { path: "/api/quotations"; row: QuotationRow; liveFilters: "id" | "status" | "roundId" | "purchaseRequestId" | "supplierId" };
  "quotation-messages": { path: "/api/quotation-messages"; row: QuotationMessage; liveFilters: "id" | "quotationId" };
  "purchase-orders": { path: "/api/purchase-orders"; row: OrderRow; liveFilters: "id" | "status" | "fulfilment" | "supplierId" | "requestId" | "costCentreId" | "buyerId" | "late" };
  "receipts": { path: "/api/receipts"; row: ReceiptRow; liveFilters: "id" | "status" | "orderId" | "supplierId" | "invoiceId" };
  "invoices": { path: "/api/invoices"; row: InvoiceRow; liveFilters: "id" | "orderId" | "supplierId" | "linked" | "cancelled" };
}

/** Every live answer that is counted, by its name. */
export interface LiveCounts {
  "pipeline": { path: "/api/statistics/pipeline"; answer: Pipeline };
  "purchase-board": { path: "/api/purchase-requests/board"; answer: Board };
  "purchases-spend": { path: "/api/reports/purchases/spend"; answer: Spend };
  "purchases-cycle-time": { path: "/api/reports/purchases/cycle-time"; answer: CycleTime };
  "purchases-savings": { path: "/api/reports/purchases/savings"; answer: Savings };
  "purchases-suppliers": { path: "/api/reports/purchases/suppliers"; answer: Suppliers };
  "purchases-commitments": { path: "/api/reports/purchases/commitments"; answer: Commitments };
  "purchases-budget": { path: "/api/reports/purchases/budget"; answer: BudgetReport };
}

/** What a role may allow. */
export type PermissionName =
  | "workspace.organisation.edit"
  | "workspace.people.read"
  | "workspace.people.invite"
  | "workspace.people.manage"
  | "workspace.roles.read"
  | "workspace.roles.manage"
  | "workspace.audit.read"
  | "workspace.jobs.manage"
  | "workspace.operations.read"
  | "workspace.operations.manage"
  | "estimating.clients.read"
  | "estimating.clients.edit"
  | "estimating.templates.read"
  | "estimating.templates.edit"
  | "estimating.briefings.read"
  | "estimating.briefings.edit"
  | "estimating.briefings.answer"
  | "estimating.briefings.conclude"
  | "estimating.orcamentos.read"
  | "estimating.orcamentos.create"
  | "estimating.orcamentos.edit"
  | "estimating.orcamentos.send"
  | "estimating.orcamentos.decide"
  | "estimating.orcamentos.approve_discount"
  | "estimating.policy.read"
  | "estimating.policy.edit"
  | "estimating.statistics.read"
  | "estimating.export.run"
  | "procurement.centres.read"
  | "procurement.centres.edit"
  | "procurement.budgets.read"
  | "procurement.budgets.edit"
  | "procurement.suppliers.read"
  | "procurement.suppliers.edit"
  | "procurement.requests.read"
  | "procurement.requests.create"
  | "procurement.requests.manage"
  | "procurement.approvals.need"
  | "procurement.approvals.purchase"
  | "procurement.approvals.director"
  | "procurement.approvals.ceo"
  | "procurement.policy.read"
  | "procurement.policy.edit"
  | "procurement.delegations.manage"
  | "procurement.quotations.read"
  | "procurement.quotations.run"
  | "procurement.quotations.award"
  | "procurement.orders.read"
  | "procurement.orders.edit"
  | "procurement.orders.send"
  | "procurement.receipts.read"
  | "procurement.receipts.count"
  | "procurement.receipts.check"
  | "procurement.reports.read"
  | "procurement.export.run";
