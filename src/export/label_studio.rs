//! Label Studio: a task an article, its mentions as a prediction.
//!
//! The names `text` and `label` are those of the labelling interface in `docs/export.md`. Offsets are code points: the editor turns
//! those of the browser into them, and its own tests hold it to that.

use crate::Extraction;
use crate::article::Article;
use crate::span::CodePoints;
use serde_json::json;

/// What a prediction says it was made by.
const MODEL: &str = concat!("extract ", env!("CARGO_PKG_VERSION"));

/// The article's task.
pub(super) fn task(article: &Article, found: &Extraction) -> Vec<u8> {
    let mut points = CodePoints::new(&article.text);
    let region = |(number, mention): (usize, &crate::Mention)| {
        json!({
            "id": format!("m{}", number + 1),
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": points.at(mention.span.start),
                "end": points.at(mention.span.end),
                "text": mention.span.of(&article.text),
                "labels": [mention.kind.name()],
            },
        })
    };
    let result: Vec<_> = found.shown().enumerate().map(region).collect();
    let task = json!({
        "data": {
            "text": article.text,
            "article": article.name,
            "title": article.title,
            "published": article.published.to_string(),
        },
        "predictions": [{ "model_version": MODEL, "result": result }],
    });
    task.to_string().into_bytes()
}
