//! [`fitted`]: lists that take no more memory than they need.

/// The list without room for more, for what stays as long as the site does. It is moved to memory of its size: an allocator
/// asked to shrink a list leaves it where it is as long as that wastes less than half.
pub(crate) fn fitted<T>(list: Vec<T>) -> Vec<T> {
    if list.len() == list.capacity() {
        return list;
    }
    let mut fitted = Vec::with_capacity(list.len());
    fitted.extend(list);
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fitted_list_has_room_for_what_it_holds() {
        let mut list = Vec::with_capacity(8);
        list.extend(["a", "b", "c", "d", "e"]);
        let fitted = fitted(list);
        assert_eq!((fitted.capacity(), &fitted[..]), (5, &["a", "b", "c", "d", "e"][..]));
        assert_eq!(super::fitted(Vec::<u8>::with_capacity(9)).capacity(), 0);
    }
}
