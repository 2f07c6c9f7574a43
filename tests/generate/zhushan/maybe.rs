//! An optional part that shrinks to its absence first.
//! proptest's own `option` shrinks the value to its end before it tries none at all, which
//! takes thousands of steps in a document of this size.

use proptest::prelude::*;
use proptest::strategy::{NewTree, ValueTree};
use proptest::test_runner::TestRunner;

/// See [`maybe`].
#[derive(Clone, Debug)]
pub struct Maybe<S> {
    chance: f64,
    inner: S,
}

/// `Some` with the given chance.
pub fn maybe<S: Strategy>(chance: f64, inner: S) -> Maybe<S> {
    Maybe { chance, inner }
}

/// The shrinking state of a [`Maybe`].
#[derive(Clone, Debug)]
pub struct MaybeTree<T> {
    inner: Option<T>,
    dropped: bool,
    tried: bool,
}

impl<S: Strategy> Strategy for Maybe<S> {
    type Tree = MaybeTree<S::Tree>;
    type Value = Option<S::Value>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let present = prop::bool::weighted(self.chance).new_tree(runner)?.current();
        let inner = if present { Some(self.inner.new_tree(runner)?) } else { None };
        Ok(MaybeTree { inner, dropped: false, tried: false })
    }
}

impl<T: ValueTree> ValueTree for MaybeTree<T> {
    type Value = Option<T::Value>;

    fn current(&self) -> Self::Value {
        self.inner.as_ref().filter(|_| !self.dropped).map(ValueTree::current)
    }

    fn simplify(&mut self) -> bool {
        match &mut self.inner {
            Some(_) if self.dropped => false,
            Some(_) if !self.tried => {
                self.tried = true;
                self.dropped = true;
                true
            }
            Some(inner) => inner.simplify(),
            None => false,
        }
    }

    fn complicate(&mut self) -> bool {
        match &mut self.inner {
            Some(_) if self.dropped => {
                self.dropped = false;
                true
            }
            Some(inner) => inner.complicate(),
            None => false,
        }
    }
}
