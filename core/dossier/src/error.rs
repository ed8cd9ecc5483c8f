//! What can be refused, as stable codes.

/// Why an action, a log, a number or a due date was refused. Holds no value of the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Error {
    /// The workflow has no such change from the present status.
    IllegalTransition,
    /// The workflow gives this change to other roles.
    RoleNotAllowed,
    /// The change needs a reason.
    ReasonRequired,
    /// The change needs the list of what must be supplied.
    ItemsRequired,
    /// The change needs a supplement, and none has arrived.
    SupplementRequired,
    /// The change must say to which unit or dossier it points.
    TargetRequired,
    /// The change must give a new due date, later than the one in force.
    NewDueRequired,
    /// Somebody who must agree has not done so yet.
    CosignRequired,
    /// A new due date was given once already; there is no second one (Decree 61/2018/NĐ-CP, Art. 19).
    Reappointed,
    /// An apology with a new date comes at least one day before the due date (Decree 61/2018/NĐ-CP, Art. 19).
    ApologyTooLate,
    /// The log holds no evidence.
    EvidenceRequired,
    /// The dossier is being handed to another unit.
    NotReceiver,
    /// The actor decided on an older state of the log.
    Stale,
    /// The moment lies before the last event.
    ClockBackwards,
    /// The workflow document is not one.
    Workflow,
    /// The agency code or the serial cannot make a dossier code.
    Number,
    /// The term or the moment cannot be read.
    Term,
    /// The calendar does not know the days that the term touches.
    CalendarNotCovered,
    /// The log holds no event.
    LogEmpty,
    /// An event cannot be read.
    LogBadEvent,
    /// An event is missing before this one.
    LogGap,
    /// The event does not follow the one before it.
    LogBadPrev,
    /// The signature does not verify under any key of the directory.
    LogBadSignature,
    /// The event belongs to another dossier.
    LogWrongDossier,
    /// The signer is not, or was not then, who the event says.
    LogUnknownIssuer,
    /// Two events claim one place in the log, or the log is not the one that was acknowledged.
    LogFork,
    /// The log is shorter than one that was acknowledged.
    LogTruncated,
    /// An event is older than the one before it.
    LogClockBackwards,
    /// The log changes the official code of the dossier.
    LogCodeChanged,
    /// A signed event makes a change that the workflow does not have.
    LogIllegalTransition,
    /// The log has more events than a log may have.
    LogTooLong,
    /// An event is larger than an event may be.
    LogEventTooLarge,
    /// The signer's key was not yet, or no longer, valid at the time of the event.
    LogSignerNotValid,
    /// The signer's key was in other hands at the time of the event.
    LogSignerCompromised,
    /// The signer's key is in other hands now, and nothing else proves that the event is older than that.
    LogNotAnchored,
    /// The signer decides on a dossier that another office holds.
    LogNotHolder,
    /// Somebody opened data of the dossier and did not say what for.
    LogPurposeMissing,
    /// A signed event moves money that the fee does not have.
    LogIllegalFee,
    /// The amount is none, or more than what is left of it.
    FeeAmount,
    /// The moment needs a reason.
    FeeReason,
    /// The payment needs the reference of the payment system.
    FeeReference,
    /// The payment with this reference is in the log already.
    FeeDuplicate,
    /// The account or the dossier's code cannot stand in a transfer.
    FeeTransfer,
    /// The tree has no such leaf, or no such beginning.
    MerkleRange,
    /// The proof does not lead to the root.
    MerkleProof,
    /// The dossier has no paper of this form, or the form is unknown.
    DocumentForm,
    /// The paper lacks something that its form needs.
    DocumentIncomplete,
    /// The layouts are none.
    DocumentLayout,
    /// The procedure does not return results that way.
    ReturnNotOffered,
    /// The address lacks its province, commune or street.
    ReturnAddress,
    /// The place of the address does not exist on that day.
    ReturnPlace,
    /// The templates are none, or one of them shows what it must not.
    NotificationTemplate,
    /// There is no such template.
    NotificationUnknown,
    /// A value is missing, or is not of its kind.
    NotificationParam,
    /// The scheme is none.
    RatingScheme,
    /// The rating has more indices or points than the scheme.
    RatingScore,
    /// The receipt cannot be read, or its signature does not verify.
    ReceiptInvalid,
    /// The receipt belongs to another dossier.
    ReceiptWrongDossier,
}

impl Error {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::IllegalTransition => "dossier/illegalTransition",
            Self::RoleNotAllowed => "dossier/roleNotAllowed",
            Self::ReasonRequired => "dossier/reasonRequired",
            Self::ItemsRequired => "dossier/itemsRequired",
            Self::SupplementRequired => "dossier/supplementRequired",
            Self::TargetRequired => "dossier/targetRequired",
            Self::NewDueRequired => "dossier/newDueRequired",
            Self::CosignRequired => "dossier/cosignRequired",
            Self::Reappointed => "dossier/reappointedOnce",
            Self::ApologyTooLate => "dossier/apologyTooLate",
            Self::EvidenceRequired => "dossier/evidenceRequired",
            Self::NotReceiver => "dossier/notReceiver",
            Self::Stale => "dossier/stale",
            Self::ClockBackwards => "dossier/clockBackwards",
            Self::Workflow => "dossier/workflow",
            Self::Number => "dossier/number",
            Self::Term => "dossier/term",
            Self::CalendarNotCovered => "calendar/notCovered",
            Self::LogEmpty => "log/empty",
            Self::LogBadEvent => "log/badEvent",
            Self::LogGap => "log/gap",
            Self::LogBadPrev => "log/badPrev",
            Self::LogBadSignature => "log/badSignature",
            Self::LogWrongDossier => "log/wrongDossier",
            Self::LogUnknownIssuer => "log/unknownIssuer",
            Self::LogFork => "log/fork",
            Self::LogTruncated => "log/truncated",
            Self::LogClockBackwards => "log/clockBackwards",
            Self::LogCodeChanged => "log/codeChanged",
            Self::LogIllegalTransition => "log/illegalTransition",
            Self::LogTooLong => "log/tooLong",
            Self::LogEventTooLarge => "log/eventTooLarge",
            Self::LogSignerNotValid => "log/signerNotValid",
            Self::LogSignerCompromised => "log/signerCompromised",
            Self::LogNotAnchored => "log/notAnchored",
            Self::LogNotHolder => "log/notHolder",
            Self::LogPurposeMissing => "log/purposeMissing",
            Self::LogIllegalFee => "log/illegalFee",
            Self::FeeAmount => "fee/amount",
            Self::FeeReason => "fee/reasonRequired",
            Self::FeeReference => "fee/referenceRequired",
            Self::FeeDuplicate => "fee/duplicate",
            Self::FeeTransfer => "fee/transfer",
            Self::MerkleRange => "merkle/range",
            Self::MerkleProof => "merkle/proof",
            Self::DocumentForm => "document/form",
            Self::DocumentIncomplete => "document/incomplete",
            Self::DocumentLayout => "document/layout",
            Self::ReturnNotOffered => "return/notOffered",
            Self::ReturnAddress => "return/addressIncomplete",
            Self::ReturnPlace => "return/addressNotInForce",
            Self::NotificationTemplate => "notification/template",
            Self::NotificationUnknown => "notification/unknown",
            Self::NotificationParam => "notification/param",
            Self::RatingScheme => "rating/scheme",
            Self::RatingScore => "rating/score",
            Self::ReceiptInvalid => "receipt/invalid",
            Self::ReceiptWrongDossier => "receipt/wrongDossier",
        }
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Error {}

/// Remark of [`workflow::check`](crate::workflow::check): papers are asked for a second time, which counts as
/// late (Decision 766/QĐ-TTg, index 2.1).
pub const SECOND_REQUEST: &str = "dossier/secondRequest";

/// Steps of a due date over a log, beside those of the count itself.
pub(crate) const RESTARTED: &str = "deadline/restarted";
pub(crate) const REAPPOINTED: &str = "deadline/reappointed";
pub(crate) const PAUSED_NOW: &str = "deadline/pausedNow";

/// Every code that this crate gives.
pub const CODES: &[&str] = &[
    Error::IllegalTransition.code(),
    Error::RoleNotAllowed.code(),
    Error::ReasonRequired.code(),
    Error::ItemsRequired.code(),
    Error::SupplementRequired.code(),
    Error::TargetRequired.code(),
    Error::NewDueRequired.code(),
    Error::CosignRequired.code(),
    Error::Reappointed.code(),
    Error::ApologyTooLate.code(),
    Error::EvidenceRequired.code(),
    Error::NotReceiver.code(),
    Error::Stale.code(),
    Error::ClockBackwards.code(),
    Error::Workflow.code(),
    Error::Number.code(),
    Error::Term.code(),
    Error::LogEmpty.code(),
    Error::LogBadEvent.code(),
    Error::LogGap.code(),
    Error::LogBadPrev.code(),
    Error::LogBadSignature.code(),
    Error::LogWrongDossier.code(),
    Error::LogUnknownIssuer.code(),
    Error::LogFork.code(),
    Error::LogTruncated.code(),
    Error::LogClockBackwards.code(),
    Error::LogCodeChanged.code(),
    Error::LogIllegalTransition.code(),
    Error::LogTooLong.code(),
    Error::LogEventTooLarge.code(),
    Error::LogSignerNotValid.code(),
    Error::LogSignerCompromised.code(),
    Error::LogNotAnchored.code(),
    Error::LogNotHolder.code(),
    Error::LogPurposeMissing.code(),
    Error::LogIllegalFee.code(),
    Error::FeeAmount.code(),
    Error::FeeReason.code(),
    Error::FeeReference.code(),
    Error::FeeDuplicate.code(),
    Error::FeeTransfer.code(),
    Error::MerkleRange.code(),
    Error::MerkleProof.code(),
    Error::DocumentForm.code(),
    Error::DocumentIncomplete.code(),
    Error::DocumentLayout.code(),
    Error::ReturnNotOffered.code(),
    Error::ReturnAddress.code(),
    Error::ReturnPlace.code(),
    Error::NotificationTemplate.code(),
    Error::NotificationUnknown.code(),
    Error::NotificationParam.code(),
    Error::RatingScheme.code(),
    Error::RatingScore.code(),
    Error::ReceiptInvalid.code(),
    Error::ReceiptWrongDossier.code(),
    SECOND_REQUEST,
    RESTARTED,
    REAPPOINTED,
    PAUSED_NOW,
    crate::kpi::ON_TIME,
    crate::kpi::LATE,
    crate::kpi::NOT_COUNTED,
    crate::kpi::MANY_REQUESTS,
    crate::kpi::SUBTRACTED,
    crate::kpi::ENDS_AT_REQUEST,
    crate::kpi::ENDS_AT_PERIOD,
    crate::kpi::BY_TERM,
];
