//! Roles of single words: what rules ask of a word whatever its part in the sentence, the `class` column of `words.csv`.

use serde::{Deserialize, Serialize};

/// What a rule asks of a single word, whatever its part in the sentence: the `class` column of `words.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordRole {
    /// «È», «Ha»: with a capital, it begins a sentence.
    Opener,
    /// «serie», «vitamina»: a single letter after it, with a full stop, may end the sentence.
    Lettered,
    /// «metà»: never written without its accent, which would make it another word.
    Accented,
    /// «la prima», «il secondo»: a rank in a list, from 1; 0 the last.
    Rank(u8),
    /// «rispettivamente»
    Respective,
    /// «Quanto a Intel, …»: what comes next is what the sentence is about.
    AsFor,
    /// «visto che»: why something is asked.
    Reason,
    /// «sede»: a place near it is a firm's seat.
    Seat,
    /// «rispetto», «contro»: what follows is compared with the figure.
    Comparison,
    /// «come», «quanto»: the date after it is compared with.
    Likeness,
    /// «cambio»: the sums beside it tell what money is worth.
    Exchange,
    /// «intervista», «parlato», «risponde»: before the first question, of who answers.
    Interview,
    /// «da parte di»
    Doer,
    /// «lo», «la», «li», «le»: before a verb, its object.
    Object,
    /// «dove», «cui»
    Where,
    /// «ne»
    OfIt,
    /// «lo»: as an object, a thing or what was said; never chips.
    Neuter,
    /// «ci»: before a verb, what it is done with.
    WithIt,
    /// «quando»
    When,
    /// «clienti come Microsoft»: who comes after it is one of those.
    Instance,
    /// «prima di»: before something that happened.
    Earlier,
    /// «in provincia di»: it only says which town is meant.
    Province,
    /// «lo stesso dirigente»: the one spoken of.
    Same,
    /// «le», «gli»: before a verb, whom it is done to.
    ToIt,
    /// «cioè», «ossia»: what comes says the same otherwise.
    Restating,
    /// «la spesa mondiale»: nobody's alone.
    World,
    /// «il cloud», «il gaming»: of a firm that has one, a part of its business.
    Segment,
    /// «ognuna», «ciascuno»: each of what was counted before.
    Each,
    /// «i», «delle», «queste»: what comes next is many.
    Plural,
    /// «lordo», «netti»: after money, which money it is.
    Gross,
    /// «fiscale», «solare»: after «l'anno», which year it is.
    WhichYear,
    /// «unità», «pezzi»: counted, they stand for the thing last spoken of.
    Piece,
    /// «core», «transistor»: counted, a chip has them.
    ChipPart,
    /// «nuovi», «altri»: stands before the noun it belongs to.
    Prenominal,
    /// «annuo», «solo»: after a figure, nothing that is counted.
    Modifier,
    /// «fissato», «rinviato»: set for a day to come.
    Scheduled,
    /// «i conti», «la trimestrale»: of a time that is over.
    Accounts,
    /// «più», «meno», «superiore»: what comes next is compared with.
    Degree,
    /// «mercato»: a demonym after it says where it is.
    Market,
    /// «soglia», «quota»: the figure after it is a bound.
    Threshold,
    /// «Stati», «Paesi»: nouns papers write with a capital.
    Realm,
    /// «consecutivo», «di fila»: the ordinal before it counts, and names no quarter.
    InARow,
    /// «si»: what a verb's subject does to itself, or anybody does.
    Reflexive,
    /// «se vendesse»: what is only supposed.
    Condition,
    /// «quanto»: «a quanto scrive Reuters», «quanto ne chiedono 350.000 case».
    AsMuch,
    /// «lo ha annunciato»: what was said in the sentence before.
    Said,
    /// «questi», «queste»: what was told last.
    This,
    /// «ex»: the name after it is one of old.
    Former,
    /// «de», «van», «della»: inside a surname.
    Particle,
    /// «non solo», «non è solo»: denies nothing.
    Only,
    /// After «da», what is taken by itself: «il cloud da solo vale 5 miliardi».
    Alone,
    /// Part of a firm's business, named by what follows: «il comparto data center».
    Branch,
    /// «nessuna H200», «né Alibaba né Tencent»: what it has for its subject is denied.
    Nobody,
    /// «nonostante i dazi»: before a noun, too, and no clause then.
    Despite,
    /// «al Tesoro», «al governo»: whom taxes are paid to.
    Treasury,
    /// «chip avanzati», «tariffe elevate»: right after a noun an adjective, though a participle elsewhere.
    Adjectival,
    /// «altri 18.000 chip»: more of what was counted before.
    Further,
    /// «il chip», «la scheda»: with an article alone, the device spoken of.
    Device,
    /// «nel Paese»: the country named last.
    Homeland,
    /// «in città», «nella cittadina»: the town named last.
    Town,
    /// «lì», «laggiù»: the place named last.
    There,
    /// «vi investirà», «ci spenderà»: in the place named last.
    InIt,
    /// «qui»: the same, where it opens a clause.
    Here,
    /// «rack», «server»: what chips are built into and sold in.
    Carrier,
    /// «svalutazione», «oneri»: what a stock that nobody may buy costs.
    WriteDown,
    /// «a patto che», «purché»: what comes next must yet be done.
    Proviso,
    /// «diffuso», «firmata», «decise»: the date after it says when it was told or agreed on.
    Issued,
    /// «almeno», before who says so: only of what stands before.
    Hedge,
    /// «tanto», «tanti»: takes up the figure before.
    SoMuch,
    /// «entrambi», «le due»: the two told of together before.
    Both,
    /// «clienti», «utenti»: counted, they are those of the firm that has them.
    Customer,
    /// «la fonderia»: the firm meant makes wafers.
    Foundry,
    /// «il chipmaker»: the firm meant makes chips.
    Chipmaker,
    /// «un chip su misura, noto come B30A»: past a comma, the name of what stands before it.
    Called,
    /// «valido fino al 2033»: how long it holds.
    Valid,
    /// «sia Samsung», «tanto Samsung»: another comes that does the same.
    Correlative,
    /// «insieme a Humain»: before «a», who does it with the subject.
    Together,
    /// «che TSMC», «quanto TSMC»: the other one.
    Counterpart,
    /// «cliente», «acquirenti»: who buys from another.
    Buyer,
    /// «fornitore»: who delivers to another.
    Supplier,
    /// «i primi a ricevere», «l'unica a produrre»: who does what comes next is told after it.
    Foremost,
    /// «potenza di calcolo», «capacità»: what is rented out of a plant or a data center.
    Computing,
}
pub(super) const WORD_ROLES: [(&str, WordRole); 82] = [
    ("opener", WordRole::Opener),
    ("lettered", WordRole::Lettered),
    ("accented", WordRole::Accented),
    ("rank", WordRole::Rank(0)),
    ("respective", WordRole::Respective),
    ("reason", WordRole::Reason),
    ("as_for", WordRole::AsFor),
    ("seat", WordRole::Seat),
    ("comparison", WordRole::Comparison),
    ("likeness", WordRole::Likeness),
    ("exchange", WordRole::Exchange),
    ("interview", WordRole::Interview),
    ("doer", WordRole::Doer),
    ("object", WordRole::Object),
    ("where", WordRole::Where),
    ("of_it", WordRole::OfIt),
    ("neuter", WordRole::Neuter),
    ("with_it", WordRole::WithIt),
    ("when", WordRole::When),
    ("instance", WordRole::Instance),
    ("earlier", WordRole::Earlier),
    ("province", WordRole::Province),
    ("same", WordRole::Same),
    ("to_it", WordRole::ToIt),
    ("segment", WordRole::Segment),
    ("world", WordRole::World),
    ("restating", WordRole::Restating),
    ("each", WordRole::Each),
    ("plural", WordRole::Plural),
    ("gross", WordRole::Gross),
    ("which_year", WordRole::WhichYear),
    ("piece", WordRole::Piece),
    ("chip_part", WordRole::ChipPart),
    ("prenominal", WordRole::Prenominal),
    ("modifier", WordRole::Modifier),
    ("scheduled", WordRole::Scheduled),
    ("accounts", WordRole::Accounts),
    ("degree", WordRole::Degree),
    ("market", WordRole::Market),
    ("threshold", WordRole::Threshold),
    ("realm", WordRole::Realm),
    ("in_a_row", WordRole::InARow),
    ("reflexive", WordRole::Reflexive),
    ("condition", WordRole::Condition),
    ("as_much", WordRole::AsMuch),
    ("said", WordRole::Said),
    ("this", WordRole::This),
    ("former", WordRole::Former),
    ("particle", WordRole::Particle),
    ("only", WordRole::Only),
    ("alone", WordRole::Alone),
    ("branch", WordRole::Branch),
    ("nobody", WordRole::Nobody),
    ("despite", WordRole::Despite),
    ("treasury", WordRole::Treasury),
    ("adjectival", WordRole::Adjectival),
    ("further", WordRole::Further),
    ("device", WordRole::Device),
    ("homeland", WordRole::Homeland),
    ("town", WordRole::Town),
    ("there", WordRole::There),
    ("in_it", WordRole::InIt),
    ("here", WordRole::Here),
    ("carrier", WordRole::Carrier),
    ("write_down", WordRole::WriteDown),
    ("proviso", WordRole::Proviso),
    ("issued", WordRole::Issued),
    ("hedge", WordRole::Hedge),
    ("so_much", WordRole::SoMuch),
    ("both", WordRole::Both),
    ("customer", WordRole::Customer),
    ("chipmaker", WordRole::Chipmaker),
    ("foundry", WordRole::Foundry),
    ("called", WordRole::Called),
    ("valid", WordRole::Valid),
    ("correlative", WordRole::Correlative),
    ("together", WordRole::Together),
    ("counterpart", WordRole::Counterpart),
    ("buyer", WordRole::Buyer),
    ("supplier", WordRole::Supplier),
    ("foremost", WordRole::Foremost),
    ("computing", WordRole::Computing),
];
