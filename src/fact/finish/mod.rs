//! What takes the whole article, when its facts are told.
//!
//! | file | gives |
//! | --- | --- |
//! | `source.rs` | the one who signs a post or closes a quote; a source's full name |
//! | `told_again.rs` | of whom a figure is told that another sentence tells, too |
//! | `id.rs` | the facts' ids |

mod id;
mod source;
mod told_again;

pub(super) use id::identify;
pub(super) use source::{firms_in_full, in_full, quoted_before, sign};
pub(super) use told_again::{apart, told_again};
