from simulator.world.kernel.people cimport People

cdef long long NO_TURN

cdef class Queues(People):
    cdef long long staffings
    cdef long long[::1] staffing, queue_at, ways_at, way, calls_in, way_goes_home
    cdef long long[::1] turn, with_way, used, wanted_at
    cdef long long look
    cdef long long awaited_count
    cdef long long[::1] awaited, queue, first, behind, asleep, fresh
    cdef long long[::1] absent_since, absent_before, lacked_since, lacked_before
    cdef long long[::1] paused, running
    cdef long long pausing, on_shift_work, to_serve

    cdef int clear_queues(self) except -1 nogil
    cdef int join(self, long long job) except -1 nogil
    cdef int _move_up(self, long long staffing) except -1 nogil
    cdef int leave(self, long long job, long long waits) except -1 nogil
    cdef int _take_out(self, long long staffing, long long place) except -1 nogil
    cdef int _forget_staffing(self, long long staffing) except -1 nogil
    cdef int _unpause(self, long long place) except -1 nogil
    cdef int hold(self, long long job) except -1 nogil
    cdef int occupy(self, long long job, long long until) except -1 nogil
    cdef int release(self, long long job) except -1 nogil
    cdef int sort_again(self, long long job) except -1 nogil
    cdef int _sort_in(self, long long[::1] column, long long first, long long place) except -1 nogil
    cdef long long _absent_so_far(self, long long staffing) except? -1 nogil
    cdef int _all_lack(self, long long staffing, long long absent) except -1 nogil
    cdef int _lacks(self, long long job, long long absent) except -1 nogil
    cdef long long absent(self, long long job, long long waits, long long at) except? -1 nogil
